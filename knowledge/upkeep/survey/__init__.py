"""The survey among organisations: a workbook for each, and what they filled in as changes."""
