-- How often papers were checked by anybody, minute by minute: what, by which means, with what verdict.
-- Nobody who asked is in here, nor which paper it was about.

CREATE TABLE operations.public_checks (
    minute timestamptz NOT NULL,
    -- the edition of the paper; empty where none is known
    edition text NOT NULL,
    means text NOT NULL CHECK (means IN ('file', 'digest', 'code')),
    verdict text NOT NULL,
    count bigint NOT NULL CHECK (count > 0),
    PRIMARY KEY (minute, edition, means, verdict)
);
COMMENT ON TABLE operations.public_checks IS 'What F15 counts: checks of papers by verdict.';

GRANT SELECT, INSERT, UPDATE ON operations.public_checks TO :"app";
GRANT SELECT ON operations.public_checks TO :"auditor";
