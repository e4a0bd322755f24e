"""Setting text: which font draws a character, how wide it is, and where its lines break."""
