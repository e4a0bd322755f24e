"""What is negotiated: offers, clauses, acceptances, translations, the lock."""
