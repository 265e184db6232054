"""The coordinated answer to a parliamentary question on social media, drafted from the register."""
