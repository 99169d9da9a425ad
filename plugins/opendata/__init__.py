"""Open data: what machines read of a site, as `daten.json` with its schema and as schema.org terms on pages. Pure."""
