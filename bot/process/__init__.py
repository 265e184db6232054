"""The process: the web application, its guard, its start and end."""
