"""What the bot does: one file per action, over `knowledge`."""
