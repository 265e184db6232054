"""The register of official channels, and everything that reads it without a chat bot."""
