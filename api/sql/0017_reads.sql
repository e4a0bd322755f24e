-- Who read what is closed in batches, one a minute or so. The digest of each goes into the ledger:
-- whoever changes or removes an entry later, the owner of this database included, is found out.

ALTER TABLE operations.access_log ADD COLUMN purpose text NOT NULL DEFAULT '';
COMMENT ON COLUMN operations.access_log.purpose IS 'what for, as the reader said; empty: not said';

CREATE TABLE operations.access_batches (
    batch bigint PRIMARY KEY CHECK (batch > 0),
    first_number bigint NOT NULL,
    last_number bigint NOT NULL,
    count integer NOT NULL CHECK (count > 0),
    first_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL,
    -- null once its entries were removed at the end of their time: the digest then says nothing
    salt bytea CHECK (octet_length(salt) = 32),
    leaves bytea CHECK (octet_length(leaves) = 32 * count),
    forgotten_at timestamptz
);
COMMENT ON TABLE operations.access_batches IS
    'Which entries of access_log a digest in the ledger commits to: the first to the last number.';
COMMENT ON COLUMN operations.access_batches.leaves IS
    'a salted digest of 32 bytes for each entry, in the order of their numbers';

GRANT SELECT, INSERT ON operations.access_batches TO :"app";
GRANT SELECT ON operations.access_batches TO :"auditor";

-- An entry gets its number before it can be seen. Who writes one holds this lock until it can be;
-- who closes a batch waits for them, so that no lower number turns up behind it.
CREATE FUNCTION operations.enter_access() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(491327153267);
    RETURN NULL;
END $$;
CREATE TRIGGER entering BEFORE INSERT ON operations.access_log
    FOR EACH STATEMENT EXECUTE FUNCTION operations.enter_access();

CREATE OR REPLACE FUNCTION operations.forget_logs(security_days int, access_days int, most int)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    least_days constant int := 90;
    security_before constant timestamptz :=
        clock_timestamp() - make_interval(days => greatest(security_days, least_days));
    access_before constant timestamptz :=
        clock_timestamp() - make_interval(days => greatest(access_days, least_days));
    forgotten bigint;
    more bigint;
BEGIN
    DELETE FROM operations.security_log WHERE number IN (
        SELECT l.number FROM operations.security_log AS l
        WHERE l.at < security_before ORDER BY l.at LIMIT most);
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    DELETE FROM operations.access_log WHERE number IN (
        SELECT l.number FROM operations.access_log AS l
        WHERE l.at < access_before
        AND l.number <= (SELECT max(b.last_number) FROM operations.access_batches AS b)
        ORDER BY l.at LIMIT most);
    GET DIAGNOSTICS more = ROW_COUNT;
    UPDATE operations.access_batches AS b
    SET salt = NULL, leaves = NULL, forgotten_at = clock_timestamp()
    WHERE b.forgotten_at IS NULL AND b.last_at < access_before AND NOT EXISTS (
        SELECT FROM operations.access_log AS l
        WHERE l.number BETWEEN b.first_number AND b.last_number);
    RETURN forgotten + more;
END $$;
COMMENT ON FUNCTION operations.forget_logs(int, int, int) IS
    'Removes the oldest entries of both logs that are older than these days, at most so many of '
    'each; how many. By the clock of the server, none that is younger than ninety days, and no '
    'access before it is in a batch.';
