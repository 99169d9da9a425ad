"""Maps that are drawn while pages are planned: where points lie on them, how long a kilometre is, and where marks have room."""
