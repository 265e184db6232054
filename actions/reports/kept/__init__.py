"""What the database keeps of reports, one module for each noun."""
