"""What a deal has been through: its state, and since when, by whom, where in the log."""
