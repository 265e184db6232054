"""The sentence encoder: made from wheels, loaded, run."""
