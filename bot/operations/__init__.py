"""What operators do beside running the server: examine, back up, restore, close."""
