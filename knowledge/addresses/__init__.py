"""Addresses: what was typed, in the normal form of its platform."""
