"""Modellorte's own code: what exists (network), what is published (planning), how it is built (multisite)."""
