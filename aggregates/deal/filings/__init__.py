"""What the deal has to put before authorities, and what they decided."""
