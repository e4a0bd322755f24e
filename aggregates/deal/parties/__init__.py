"""Who negotiates: principals, participants, leads; and the clocks and rounds of the whole deal."""
