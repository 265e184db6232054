"""Taking updates and carrying out answers: once, in order, across a restart."""
