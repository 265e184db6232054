"""Reminders to organisations: a mail with a signed link, and what they answer on their page."""
