"""Backups: all that an installation cannot make again, in one file."""
