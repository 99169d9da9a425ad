"""The Projektbörse: who seeks what another village offers, which projects resemble each other, and why."""
