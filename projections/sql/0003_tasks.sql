-- What is to be done because of what happened: written in the transaction of the views, done by
-- workers. Never made anew: a task is known by its key for ever.

CREATE TABLE projections.tasks (
    key text PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('delivery', 'deadline')),
    log_id uuid NOT NULL,
    stream_id uuid NOT NULL,
    position bigint NOT NULL,
    subject text NOT NULL,
    facts jsonb NOT NULL DEFAULT '{}',
    due_at timestamptz NOT NULL,
    not_before timestamptz NOT NULL,
    attempts int NOT NULL DEFAULT 0,
    claimed_by text,
    locked_until timestamptz,
    done_at timestamptz,
    gave_up_at timestamptz,
    last_error text
);
CREATE INDEX tasks_open ON projections.tasks (kind, not_before)
    WHERE done_at IS NULL AND gave_up_at IS NULL;
CREATE INDEX tasks_stream ON projections.tasks (stream_id) WHERE kind = 'deadline';
COMMENT ON COLUMN projections.tasks.key IS
    'log:position:delivery, or log:stream:clock:instrument for a deadline';
COMMENT ON COLUMN projections.tasks.position IS 'of the event that brought it about';
COMMENT ON COLUMN projections.tasks.subject IS
    'the stored name of the event that happened, or the clock that runs';
COMMENT ON COLUMN projections.tasks.not_before IS
    'due_at at first, later after each failed attempt; nobody takes it earlier';
COMMENT ON COLUMN projections.tasks.locked_until IS
    'until when it is with claimed_by; who has not finished by then has lost it';

GRANT SELECT, INSERT, UPDATE, DELETE ON projections.tasks TO :"projector";
GRANT SELECT, UPDATE, DELETE ON projections.tasks TO :"app";
