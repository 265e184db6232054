"""A pasted text: markup, mail source and hidden letters undone."""
