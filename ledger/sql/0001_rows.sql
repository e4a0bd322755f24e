-- The rows of the ledger. One log is one partition of `events`, with positions of its own.
-- Lengths are checked by ledger.append(), the only way in: a CHECK would be parsed anew by every
-- statement, which was a quarter of its time.

CREATE TABLE ledger.log_head (
    log_id uuid PRIMARY KEY,
    position bigint NOT NULL DEFAULT 0,
    recorded_at bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 10);
COMMENT ON TABLE ledger.log_head IS
    'How far each log is. Every append locks its log''s row: commit order is position order.';
COMMENT ON COLUMN ledger.log_head.recorded_at IS
    'microseconds since 1970-01-01 UTC of the last event; never goes back';

CREATE TABLE ledger.events (
    log_id uuid NOT NULL,
    position bigint NOT NULL,
    stream_id uuid NOT NULL,
    version bigint NOT NULL,
    type text NOT NULL,
    payload bytea NOT NULL,
    meta bytea NOT NULL,
    salt bytea NOT NULL,
    recorded_at bigint NOT NULL,
    leaf_hash bytea NOT NULL,
    UNIQUE (log_id, position),
    UNIQUE (log_id, stream_id, version)
) PARTITION BY LIST (log_id);
ALTER TABLE ledger.events ALTER COLUMN payload SET STORAGE EXTERNAL;
COMMENT ON TABLE ledger.events IS 'What happened, for ever. ledger.append() is the only way in.';
COMMENT ON COLUMN ledger.events.position IS 'place in the log: 1, 2, 3, without a gap';
COMMENT ON COLUMN ledger.events.version IS 'place in the stream: 1, 2, 3, without a gap';
COMMENT ON COLUMN ledger.events.payload IS '0x00 | bytes, or 0x01 and the sealed bytes';
COMMENT ON COLUMN ledger.events.meta IS 'who, how and why: RFC 8785 bytes';
COMMENT ON COLUMN ledger.events.recorded_at IS 'microseconds since 1970-01-01 UTC, as hashed';
COMMENT ON COLUMN ledger.events.leaf_hash IS 'leaf of the log''s Merkle tree (RFC 6962)';

CREATE TABLE ledger.streams (
    log_id uuid NOT NULL,
    stream_id uuid NOT NULL,
    version bigint NOT NULL,
    last_leaf bytea NOT NULL,
    PRIMARY KEY (log_id, stream_id)
) WITH (fillfactor = 70);
COMMENT ON TABLE ledger.streams IS 'The last version of each stream and its leaf.';

CREATE TABLE ledger.commands (
    log_id uuid NOT NULL,
    actor text NOT NULL,
    key text NOT NULL,
    request_hmac bytea NOT NULL,
    first_position bigint NOT NULL,
    last_position bigint NOT NULL,
    resource_ids jsonb NOT NULL,
    recorded_at bigint NOT NULL,
    PRIMARY KEY (log_id, actor, key)
);
COMMENT ON TABLE ledger.commands IS
    'What each command came to, so that sending it again repeats the answer; kept for 30 days.';

CREATE TABLE ledger.blobs (
    log_id uuid NOT NULL,
    keyed_sha256 bytea NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (log_id, keyed_sha256)
);
ALTER TABLE ledger.blobs ALTER COLUMN bytes SET STORAGE EXTERNAL;
COMMENT ON TABLE ledger.blobs IS 'Sealed files that events name by their digest.';

GRANT USAGE ON SCHEMA ledger TO :"app", :"projector", :"sequencer", :"auditor";
GRANT SELECT ON ALL TABLES IN SCHEMA ledger
    TO :"app", :"projector", :"sequencer", :"auditor";
