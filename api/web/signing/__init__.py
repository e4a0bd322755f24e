"""What the pages on which somebody signs are made of."""
