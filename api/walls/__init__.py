"""The wall of a fair: every number of one position, computed once for all who look at it."""
