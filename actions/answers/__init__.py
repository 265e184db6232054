"""Answers from the register, for any action that needs them."""
