"""Web pages beside the chat: report form, overview, reuse, accessibility."""
