"""Something happened or was told: what to do, most urgent first."""
