"""Who read what by virtue of an office: closed in batches, and held against the ledger."""
