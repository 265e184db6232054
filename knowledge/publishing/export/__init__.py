"""The register as others can use it."""
