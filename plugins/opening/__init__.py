"""When a place is open: its hours as a table and for the script that knows what time it is, and the public holidays."""
