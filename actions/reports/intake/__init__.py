"""What comes in with a report: texts, images, and files while the database is away."""
