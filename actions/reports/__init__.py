"""What citizens report, how staff judge it, and what is kept of it."""
