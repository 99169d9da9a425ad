"""Calendars: from what is known of events to the text of an iCalendar file (RFC 5545)."""
