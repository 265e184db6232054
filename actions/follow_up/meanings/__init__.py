"""What a message means beside the last answer, by what it is about."""
