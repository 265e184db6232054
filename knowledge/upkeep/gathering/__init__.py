"""Gathering channels of the organisations from sources outside: proposals, and never a listing."""
