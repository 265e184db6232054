"""Sentences, names and sources as a citizen reads them."""
