"""A file for each page, or for a few that belong together; each is found by itself."""
