"""Keeping changes of the register: as commits of the git work tree that it is in, or as patches."""
