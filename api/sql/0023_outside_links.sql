-- Accounts at identity providers that people have linked with theirs. Of the account there is a keyed
-- hash of issuer and subject: some providers take names or addresses as subjects.

CREATE TABLE operations.outside_links (
    id text PRIMARY KEY,
    person text NOT NULL REFERENCES operations.accounts ON DELETE CASCADE,
    issuer text NOT NULL,
    subject_hmac bytea NOT NULL UNIQUE CHECK (octet_length(subject_hmac) = 32),
    linked_at timestamptz NOT NULL,
    used_at timestamptz,
    -- over whose it is and what lets in, under a key that is not in the database
    mac bytea NOT NULL,
    UNIQUE (person, issuer)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON operations.outside_links TO :"app";

ALTER TABLE operations.sessions DROP CONSTRAINT sessions_method_check;
ALTER TABLE operations.sessions ADD CONSTRAINT sessions_method_check
    CHECK (method IN ('password', 'passkey', 'link', 'desk', 'outside'));
