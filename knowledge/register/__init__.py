"""The loaded register: what is listed, how fresh it is, whose it is."""
