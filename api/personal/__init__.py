"""What is kept of one person, brought together for that person."""
