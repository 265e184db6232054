"""Mentions, verdicts and semantic search over the register."""
