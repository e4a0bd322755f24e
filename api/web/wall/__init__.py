"""What the wall of a fair is drawn of: a map, flows, bars, as shapes of SVG with their numbers."""
