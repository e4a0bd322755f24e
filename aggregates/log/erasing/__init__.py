"""What is kept, what is held, and what is erased: a stream of its own in each log, in clear."""
