"""The renderer's own words, and how values are written, in each language."""
