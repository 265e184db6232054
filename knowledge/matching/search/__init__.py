"""Search by name, letters and meaning."""
