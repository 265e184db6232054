"""What a citizen means: Rasa graph components, thin over knowledge.matching."""
