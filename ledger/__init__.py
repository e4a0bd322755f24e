"""The append-only record: the only package that knows eventsourcing and the database's tables."""
