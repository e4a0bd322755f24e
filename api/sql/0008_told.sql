-- Of what somebody was told already, so that they are told of it once.

CREATE TABLE operations.told (
    key text PRIMARY KEY,
    at timestamptz NOT NULL
);
CREATE INDEX told_at ON operations.told (at);
COMMENT ON COLUMN operations.told.key IS
    'who is asked to do what, or which deadline comes, and how soon';

GRANT SELECT, INSERT, DELETE ON operations.told TO :"app";
