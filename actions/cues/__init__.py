"""Words by which a message is understood without a model; data in YAML."""
