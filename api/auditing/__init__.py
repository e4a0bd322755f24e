"""What somebody outside does with a log: compares its heads, watches it, takes a copy."""
