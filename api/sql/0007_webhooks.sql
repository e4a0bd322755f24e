-- Where organisations want to be told what happens to their deals, and what became of the telling.
-- No secret stands here: the keys that sign are derived from the key store and the numbers below.

CREATE TABLE operations.webhooks (
    id text PRIMARY KEY,
    organisation text NOT NULL,
    url text NOT NULL,
    -- stored names of events: deal.offer_tabled.v1
    kinds text[] NOT NULL,
    -- which of its secrets counts, and until when the one before it does as well
    secret_number integer NOT NULL DEFAULT 1,
    previous_until timestamptz,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    -- since when nothing has arrived there; null after a delivery that did
    failing_since timestamptz,
    disabled_at timestamptz,
    disabled_because text NOT NULL DEFAULT ''
        CHECK (disabled_because IN ('', 'asked', 'failing', 'gone'))
);
CREATE INDEX webhooks_of ON operations.webhooks (organisation, created_at);

CREATE TABLE operations.webhook_deliveries (
    id text PRIMARY KEY,
    webhook text NOT NULL REFERENCES operations.webhooks ON DELETE CASCADE,
    -- log:position, or ping:id for a trial: what the receiver knows a repetition by
    message text NOT NULL,
    type text NOT NULL,
    log_id uuid,
    position bigint NOT NULL DEFAULT 0,
    deal text NOT NULL DEFAULT '',
    at timestamptz NOT NULL,
    -- from when the time is counted after which it is given up
    begun_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    claimed_by text NOT NULL DEFAULT '',
    outcome text NOT NULL DEFAULT 'waiting'
        CHECK (outcome IN ('waiting', 'delivered', 'given_up', 'withheld')),
    ended_at timestamptz,
    -- of the last attempt: the status that was answered, 0 for none, and why it failed
    status integer NOT NULL DEFAULT 0,
    reason text NOT NULL DEFAULT '',
    UNIQUE (webhook, message)
);
CREATE INDEX webhook_deliveries_due ON operations.webhook_deliveries (webhook, due_at)
    WHERE outcome = 'waiting';
CREATE INDEX webhook_deliveries_of ON operations.webhook_deliveries (webhook, at, id);

GRANT SELECT, INSERT, UPDATE, DELETE ON operations.webhooks, operations.webhook_deliveries
TO :"app";
