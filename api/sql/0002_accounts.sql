-- Who may come in, and how they prove to be who they are. No address, name or secret stands here in
-- clear: addresses are HMACs under a key of the key store, secrets are sealed or hashed.

CREATE TABLE operations.accounts (
    person text PRIMARY KEY,
    address_hmac bytea NOT NULL UNIQUE CHECK (octet_length(address_hmac) = 32),
    -- argon2id with its parameters; null for who has passkeys only
    password_hash text,
    -- AES-256-GCM under the person's key; null for who has none
    totp_sealed bytea,
    -- the last time step of which a code was taken: an earlier or the same one never is again
    totp_counter bigint NOT NULL DEFAULT 0,
    language text NOT NULL CHECK (language IN ('en', 'zh')),
    created_at timestamptz NOT NULL,
    password_changed_at timestamptz,
    -- after a recovery nobody signs for a day, so that the person can object
    no_signing_until timestamptz
);

CREATE TABLE operations.recovery_codes (
    code_sha256 bytea PRIMARY KEY CHECK (octet_length(code_sha256) = 32),
    person text NOT NULL REFERENCES operations.accounts ON DELETE CASCADE
);
CREATE INDEX recovery_codes_of ON operations.recovery_codes (person);

CREATE TABLE operations.passkeys (
    credential bytea PRIMARY KEY CHECK (octet_length(credential) BETWEEN 16 AND 1023),
    person text NOT NULL REFERENCES operations.accounts ON DELETE CASCADE,
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL,
    label text NOT NULL,
    created_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX passkeys_of ON operations.passkeys (person);

-- challenges are not kept while they are open (who asks for one leaves nothing behind), only once
-- somebody has proved something with one, so that the same proof does not count twice
CREATE TABLE operations.used_challenges (
    challenge_sha256 bytea PRIMARY KEY CHECK (octet_length(challenge_sha256) = 32),
    expires_at timestamptz NOT NULL
);

-- when something that is limited was done: the instants of the last window, per keyed hash of who
CREATE TABLE operations.limits (
    key bytea PRIMARY KEY CHECK (octet_length(key) = 32),
    hits timestamptz[] NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX limits_expire ON operations.limits (expires_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON
    operations.accounts, operations.recovery_codes, operations.passkeys,
    operations.used_challenges, operations.limits
TO :"app";
