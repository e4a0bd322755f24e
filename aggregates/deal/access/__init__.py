"""Who may read of a deal without being a side of it, and how much."""
