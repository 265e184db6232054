"""The ways in which people talk with the bot."""
