"""A spreadsheet of channels that somebody else kept: read, judged as files are, shown, written."""
