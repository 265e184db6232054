"""What an update of Telegram asks, and what the bot does next."""
