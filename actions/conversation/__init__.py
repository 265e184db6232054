"""One message with what the conversation knows, and the reply to it."""
