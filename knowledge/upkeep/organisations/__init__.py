"""Organisations that begin, go on under another name, or go into another one."""
