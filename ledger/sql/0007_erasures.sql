-- Before anything is served, every key that an erasure names is destroyed: they are found at once,
-- however long the log is. A log that is opened later gets the index with its partition.

CREATE INDEX events_erasures ON ledger.events (log_id, position)
    WHERE type IN (
        'ledger.deal_erased.v1', 'ledger.person_erased.v1', 'ledger.documents_erased.v1');
