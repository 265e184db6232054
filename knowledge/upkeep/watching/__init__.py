"""What is out there: evidence for and against what the register says, for staff to judge."""
