"""Confirmed fakes in the formats that others work with."""
