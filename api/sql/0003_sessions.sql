-- Who is in: sessions of people, and keys of their programs. A token is 256 random bits and stands
-- here only as its SHA-256. What has ended is deleted: no row, no way in.

CREATE TABLE operations.sessions (
    id text PRIMARY KEY,
    token_sha256 bytea NOT NULL UNIQUE CHECK (octet_length(token_sha256) = 32),
    person text NOT NULL,
    -- the person's stream in the registry's log: its version tells whether their posts changed
    person_stream uuid NOT NULL,
    method text NOT NULL CHECK (method IN ('password', 'passkey', 'link', 'desk')),
    organisation text NOT NULL,
    role text NOT NULL,
    -- the one deal that the session is about; empty: no limit
    deal text NOT NULL DEFAULT '',
    -- the official before whom somebody signed in without a device
    attended_by text NOT NULL DEFAULT '',
    origin_hmac bytea NOT NULL,
    agent text NOT NULL,
    begun_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    turn_until timestamptz,
    stepped_up_until timestamptz
);
CREATE INDEX sessions_of ON operations.sessions (person);
CREATE INDEX sessions_end ON operations.sessions (ends_at);

-- a second factor given freshly, for one operation on one document, to be used once
CREATE TABLE operations.step_ups (
    id text PRIMARY KEY,
    session text NOT NULL REFERENCES operations.sessions ON DELETE CASCADE,
    person text NOT NULL,
    operation text NOT NULL,
    document_sha256 text NOT NULL,
    method text NOT NULL,
    evidence bytea NOT NULL,
    proved_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX step_ups_of ON operations.step_ups (session);

CREATE TABLE operations.keys (
    id text PRIMARY KEY,
    secret_sha256 bytea NOT NULL UNIQUE CHECK (octet_length(secret_sha256) = 32),
    person text NOT NULL,
    person_stream uuid NOT NULL,
    organisation text NOT NULL,
    role text NOT NULL,
    label text NOT NULL,
    scopes text[] NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    revoked_at timestamptz
);
CREATE INDEX keys_of ON operations.keys (person);

GRANT SELECT, INSERT, UPDATE, DELETE ON
    operations.sessions, operations.step_ups, operations.keys
TO :"app";
