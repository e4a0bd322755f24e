"""The parts of an instrument, from its head to its last page."""
