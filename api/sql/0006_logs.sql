-- Who did what to get in, and who read what by virtue of an office. The application adds and reads;
-- it can change and remove nothing.

CREATE TABLE operations.security_log (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    what text NOT NULL,
    -- whom it is about, and who did it; empty where nobody is known
    person text NOT NULL,
    by text NOT NULL,
    organisation text NOT NULL,
    session text NOT NULL,
    -- a keyed hash of the network address
    origin_hmac bytea NOT NULL,
    facts jsonb NOT NULL
);
CREATE INDEX security_log_of ON operations.security_log (person, number);
CREATE INDEX security_log_for ON operations.security_log (organisation, number);

CREATE TABLE operations.access_log (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    person text NOT NULL,
    organisation text NOT NULL,
    role text NOT NULL,
    -- the operation id of the endpoint, and what was read: a deal, an edition, an export
    operation text NOT NULL,
    resource text NOT NULL
);
CREATE INDEX access_log_to ON operations.access_log (resource, number);
CREATE INDEX access_log_by ON operations.access_log (person, number);

GRANT SELECT, INSERT ON operations.security_log, operations.access_log TO :"app";
GRANT SELECT ON operations.security_log, operations.access_log TO :"auditor";
GRANT USAGE ON SCHEMA operations TO :"auditor";
