"""E-mails to a village's editors: written for people to fill in, and so that a machine can read them back."""
