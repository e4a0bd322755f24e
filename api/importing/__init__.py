"""Bringing in what others have in tables."""
