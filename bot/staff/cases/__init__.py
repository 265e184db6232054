"""The pages about reported cases."""
