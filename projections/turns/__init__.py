"""Whose turn it is in a deal."""
