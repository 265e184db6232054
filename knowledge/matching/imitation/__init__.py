"""What an unlisted address or account imitates, and how."""
