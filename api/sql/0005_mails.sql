-- Messages on their way. Address and link are sealed under the person's key, and go once it is sent.

CREATE TABLE operations.mails (
    id text PRIMARY KEY,
    person text NOT NULL,
    kind text NOT NULL,
    language text NOT NULL CHECK (language IN ('en', 'zh')),
    -- null once it has gone, or never will
    sealed bytea,
    -- whom to tell when it cannot be delivered; empty: nobody
    issuer text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    tries integer NOT NULL DEFAULT 0,
    sent_at timestamptz,
    failed_at timestamptz,
    reason text NOT NULL DEFAULT ''
);
CREATE INDEX mails_due ON operations.mails (due_at) WHERE sealed IS NOT NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON operations.mails TO :"app";
