"""What the registry says of its keys, and of what it certified: rotations and revocations."""
