"""How fast the build is, measured beside Hugo and plain Pelican on the same corpus; `./site bench` runs it."""
