"""Taking a report in conversation: what is asked, in which order, and what answers mean."""
