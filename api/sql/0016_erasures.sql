-- What is to be done outside the ledger because of an erasure, and what could be erased by now.

CREATE TABLE operations.purged (
    log_id uuid NOT NULL,
    position bigint NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (log_id, position)
);
COMMENT ON TABLE operations.purged IS
    'Erasures in the ledger, by their positions, of which no row is left in this schema.';

CREATE TABLE operations.retention_due (
    deal text PRIMARY KEY,
    edition text NOT NULL,
    stage text NOT NULL,
    failed_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    noted_at timestamptz NOT NULL
);
CREATE INDEX retention_due_of ON operations.retention_due (edition, due_at, deal);
COMMENT ON TABLE operations.retention_due IS
    'Deals that failed and whose retention has ended: two of the registry may erase them.';

GRANT SELECT, INSERT, DELETE ON operations.purged, operations.retention_due TO :"app";
