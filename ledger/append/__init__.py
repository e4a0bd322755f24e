"""How events get into the log: groups of concurrent requests, one call of the database each."""
