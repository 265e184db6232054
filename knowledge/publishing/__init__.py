"""What is made of the register for others: overview and open data."""
