"""The rules that the register must keep, one function per rule."""
