-- Annexes that come, and those that have come: whose they are and how large, for bounds and for
-- tidying up. Their names and digests are nowhere in the database; a file's name in its store is an
-- HMAC under the key of the deal.

CREATE TABLE operations.uploads (
    id text PRIMARY KEY,
    log_id uuid NOT NULL,
    stream_id uuid NOT NULL,
    file_name text NOT NULL,
    organisation text NOT NULL,
    person text NOT NULL,
    bytes bigint NOT NULL CHECK (bytes > 0),
    begun_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    -- null while it is coming
    finished_at timestamptz
);
CREATE INDEX uploads_of_deal ON operations.uploads (log_id, stream_id);
CREATE INDEX uploads_of_organisation ON operations.uploads (organisation);
CREATE INDEX uploads_expire ON operations.uploads (expires_at) WHERE finished_at IS NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON operations.uploads TO :"app";
