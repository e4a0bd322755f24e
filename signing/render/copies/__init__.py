"""Copies that nobody signs: the terms clean, and two versions of them held against each other."""
