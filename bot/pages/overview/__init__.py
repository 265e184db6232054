"""The public overview at `/overzicht`: who is where, drawn by the server."""
