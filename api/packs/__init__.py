"""What a fair publishes of its figures: the contents that two people sign off, and the pack."""
