-- Receipts of binding steps: which were handed over with the answer, and which follow by e-mail.
-- And alarms: what was found signed otherwise than it had been recorded.

CREATE TABLE operations.receipts (
    log_id uuid NOT NULL,
    position bigint NOT NULL,
    -- when the next attempt is due; null where nothing follows
    due_at timestamptz,
    tries integer NOT NULL DEFAULT 0,
    handed_at timestamptz,
    mailed_at timestamptz,
    PRIMARY KEY (log_id, position)
);
CREATE INDEX receipts_due ON operations.receipts (due_at) WHERE due_at IS NOT NULL;
COMMENT ON COLUMN operations.receipts.position IS 'of the last event by which the step binds';
COMMENT ON COLUMN operations.receipts.handed_at IS 'when it went with the answer to the command';

CREATE TABLE operations.alarms (
    log_id uuid NOT NULL,
    code text NOT NULL,
    facts jsonb NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (log_id, code, facts)
);
COMMENT ON TABLE operations.alarms IS
    'What web processes found wrong with what was signed of a log. Nobody removes it.';

GRANT SELECT, INSERT, UPDATE, DELETE ON operations.receipts TO :"app";
GRANT SELECT, INSERT ON operations.alarms TO :"app";
