"""Words and hosts by which mentions are told from other text."""
