"""The bot: Rasa in process, channels, HTTP."""
