-- How far the views are, which stand, and who reads. The projector keeps the books on its own
-- tables here, so that a batch and the position it leads to are one transaction.

CREATE TABLE projections.positions (
    log_id uuid PRIMARY KEY,
    position bigint NOT NULL DEFAULT 0,
    recorded_at bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 10);
COMMENT ON TABLE projections.positions IS
    'How far all standing views and the tasks are in each log: every page has one position.';
COMMENT ON COLUMN projections.positions.recorded_at IS
    'microseconds since 1970-01-01 UTC of the event at this position';

CREATE TABLE projections.standing (
    view text PRIMARY KEY,
    version int NOT NULL,
    tables text[] NOT NULL,
    built_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    anew boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE projections.standing IS 'The views that can be read, and what they consist of.';
COMMENT ON COLUMN projections.standing.anew IS 'somebody asked for it to be built anew';

CREATE TABLE projections.stuck (
    log_id uuid PRIMARY KEY,
    position bigint NOT NULL,
    code text NOT NULL,
    since timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE projections.stuck IS
    'Logs that can not be followed past a position, and why; the others go on.';

CREATE TABLE projections.erasures (
    log_id uuid NOT NULL,
    stream_id uuid NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    done_at timestamptz,
    PRIMARY KEY (log_id, stream_id)
);
COMMENT ON TABLE projections.erasures IS
    'Streams whose key was destroyed: what the views hold of them is removed.';

-- Views are made here beside those that stand, and then moved to the schema where they are read.
CREATE SCHEMA projections_next;
GRANT USAGE, CREATE ON SCHEMA projections_next TO :"projector";

GRANT SELECT ON projections.positions, projections.standing, projections.stuck TO :"app";
GRANT SELECT, INSERT ON projections.erasures TO :"app";
GRANT SELECT, INSERT, UPDATE, DELETE
    ON projections.positions, projections.standing, projections.stuck, projections.erasures
    TO :"projector";

-- Who reads. The transaction says so, or nobody does. Policies call these by name: a view that they
-- ask can be put in the place of another.
CREATE FUNCTION projections.reader() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('counterseal.organisation', true), '') $$;
COMMENT ON FUNCTION projections.reader() IS 'The organisation that the transaction reads for.';

CREATE FUNCTION projections.sees_all() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('counterseal.sees', true) = 'all', false) $$;
COMMENT ON FUNCTION projections.sees_all() IS
    'Whether the transaction reads for an official, an organiser or an auditor.';

CREATE FUNCTION projections.readable_deals() RETURNS SETOF text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY SELECT r.deal FROM projections.deal_readers AS r
        WHERE r.organisation = projections.reader();
END $$;
COMMENT ON FUNCTION projections.readable_deals() IS
    'The deals that the reader''s organisation is in.';
