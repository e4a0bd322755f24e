-- One-time links and what stands behind them: invitations, recoveries, guests, the desk. A link
-- names a person and an organisation, never terms.

CREATE TABLE operations.links (
    id text PRIMARY KEY,
    token_sha256 bytea NOT NULL UNIQUE CHECK (octet_length(token_sha256) = 32),
    kind text NOT NULL CHECK (kind IN ('account', 'recovery', 'guest', 'desk')),
    person text NOT NULL,
    organisation text NOT NULL,
    role text NOT NULL,
    deal text NOT NULL DEFAULT '',
    -- the identity document that an official looked at, for the desk
    document_type text NOT NULL DEFAULT '',
    document_sha256 text NOT NULL DEFAULT '',
    language text NOT NULL CHECK (language IN ('en', 'zh')),
    issued_by text NOT NULL,
    issued_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    revoked_at timestamptz
);
CREATE INDEX links_of ON operations.links (person, kind);
CREATE INDEX links_by ON operations.links (organisation, issued_at);

-- a code that the desk tells somebody by voice; an HMAC, for it is short
CREATE TABLE operations.spoken_codes (
    person text PRIMARY KEY,
    code_hmac bytea NOT NULL CHECK (octet_length(code_hmac) = 32),
    issued_by text NOT NULL,
    expires_at timestamptz NOT NULL,
    tries integer NOT NULL DEFAULT 0
);

CREATE TABLE operations.administrators (
    organisation text NOT NULL,
    person text NOT NULL,
    appointed_by text NOT NULL,
    appointed_at timestamptz NOT NULL,
    PRIMARY KEY (organisation, person)
);

CREATE TABLE operations.recoveries (
    id text PRIMARY KEY,
    person text NOT NULL,
    organisation text NOT NULL,
    opened_by text NOT NULL,
    opened_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    confirmed_by text NOT NULL DEFAULT '',
    cancelled_at timestamptz
);
CREATE INDEX recoveries_of ON operations.recoveries (person);

-- what an organisation lets an adviser do for it, who is none of its people
CREATE TABLE operations.powers (
    id text PRIMARY KEY,
    person text NOT NULL,
    organisation text NOT NULL,
    roles text[] NOT NULL,
    evidence_sha256 text NOT NULL,
    valid_from timestamptz NOT NULL,
    valid_until timestamptz NOT NULL,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    revoked_at timestamptz
);
CREATE INDEX powers_of ON operations.powers (person);
CREATE INDEX powers_for ON operations.powers (organisation);

GRANT SELECT, INSERT, UPDATE, DELETE ON
    operations.links, operations.spoken_codes, operations.administrators,
    operations.recoveries, operations.powers
TO :"app";
