"""One action for each intent."""
