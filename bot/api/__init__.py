"""What Kanaalcheck offers over HTTP: checks, search, open data, health."""
