"""Telling people and programs, in time and once; and forgetting in time."""
