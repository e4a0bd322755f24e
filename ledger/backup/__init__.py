"""A copy of the ledger that proves, before it is needed, that it can be restored."""
