"""Finding mentions in a text: links, accounts, numbers, senders."""
