-- What `counterseal fsck` found when it was run: who looks at the integrity of a log is told when it
-- was last checked as a whole, by which policy, and with what result. The application adds and reads.

CREATE TABLE operations.checks (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    log_id uuid NOT NULL,
    at timestamptz NOT NULL,
    -- how many events were hashed anew, and the size of the signed head that they were held against
    events bigint NOT NULL,
    signed_size bigint,
    faults int NOT NULL CHECK (faults >= 0),
    -- the first of them, as the command names it: which check, where; empty if there is none
    first_check text NOT NULL,
    first_where text NOT NULL,
    -- whether the keys came from a policy, and not from the database that was checked
    by_policy boolean NOT NULL,
    -- whether events and files were opened as well
    opened boolean NOT NULL,
    software text NOT NULL
);
CREATE INDEX checks_of ON operations.checks (log_id, number);
COMMENT ON TABLE operations.checks IS
    'What a check of everything stored of a log found; whoever trusts no database runs it anew.';

GRANT SELECT, INSERT ON operations.checks TO :"app";
GRANT SELECT ON operations.checks TO :"auditor";
