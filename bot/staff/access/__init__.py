"""Who of staff may come in: accounts, sessions, roles."""
