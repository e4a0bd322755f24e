-- Somebody takes another e-mail address. They confirm it with a link that only the new address gets;
-- for some days a link that only the old address gets stops it. Both addresses stand here as they do
-- in the registry's log: sealed under the person's key.

CREATE TABLE operations.email_changes (
    id text PRIMARY KEY,
    person text NOT NULL REFERENCES operations.accounts ON DELETE CASCADE,
    -- what the one link carries, and what the other; the tokens are random, their digests need no key
    token_sha256 bytea NOT NULL UNIQUE CHECK (octet_length(token_sha256) = 32),
    stop_sha256 bytea NOT NULL UNIQUE CHECK (octet_length(stop_sha256) = 32),
    before_sealed bytea NOT NULL,
    after_sealed bytea NOT NULL,
    -- nobody else takes the old address while it can be put back
    before_hmac bytea NOT NULL CHECK (octet_length(before_hmac) = 32),
    asked_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    stop_until timestamptz NOT NULL,
    mac bytea NOT NULL,
    confirmed_at timestamptz,
    -- stopped, or asked for anew before it was confirmed
    ended_at timestamptz
);
CREATE INDEX email_changes_of ON operations.email_changes (person);
CREATE INDEX email_changes_from ON operations.email_changes (before_hmac);

GRANT SELECT, INSERT, UPDATE, DELETE ON operations.email_changes TO :"app";
