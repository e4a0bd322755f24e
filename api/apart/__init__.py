"""Processes apart, in which files of others are read: whatever a file does there, ours go on."""
