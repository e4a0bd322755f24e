"""Who signs what, in which order, and what became of each signature."""
