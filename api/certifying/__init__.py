"""What the registry certifies: revoking it, replacing the keys for it, and saying so."""
