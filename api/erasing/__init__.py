"""Erasures: made ready for the rules, carried out on the keys, swept out of what is clear."""
