"""Conversations: the dialogue engine, its memory, its training."""
