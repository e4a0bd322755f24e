"""What keeps the views up with the logs: one leader at a time, and whoever waits for it."""
