"""The feed as a stream: whoever listens is told that something happened, and reads what it was."""
