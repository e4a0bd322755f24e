"""The moves of a deal, by concern; each says who does what, when, and whether it is refused."""
