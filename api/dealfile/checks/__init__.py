"""What the parts of a deal file must be to each other."""
