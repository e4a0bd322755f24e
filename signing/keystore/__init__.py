"""Private keys on disk: encrypted, each for itself, under a key that is kept elsewhere."""
