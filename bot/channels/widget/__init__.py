"""The web widget, as the server sees it: its script, its page for frames, its conversations."""
