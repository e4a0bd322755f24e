-- The two logs are kept for a time that the fair sets, and never less than ninety days: who has got
-- hold of the application must not be able to remove what it did.

CREATE INDEX security_log_at ON operations.security_log (at);
CREATE INDEX access_log_at ON operations.access_log (at);

CREATE FUNCTION operations.forget_logs(security_days int, access_days int, most int)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    least_days constant int := 90;
    forgotten bigint;
    more bigint;
BEGIN
    DELETE FROM operations.security_log WHERE number IN (
        SELECT l.number FROM operations.security_log AS l
        WHERE l.at < clock_timestamp() - make_interval(days => greatest(security_days, least_days))
        ORDER BY l.at LIMIT most);
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    DELETE FROM operations.access_log WHERE number IN (
        SELECT l.number FROM operations.access_log AS l
        WHERE l.at < clock_timestamp() - make_interval(days => greatest(access_days, least_days))
        ORDER BY l.at LIMIT most);
    GET DIAGNOSTICS more = ROW_COUNT;
    RETURN forgotten + more;
END $$;
COMMENT ON FUNCTION operations.forget_logs(int, int, int) IS
    'Removes the oldest entries of both logs that are older than these days, at most so many of '
    'each; how many. By the clock of the server, and none that is younger than ninety days.';
REVOKE ALL ON FUNCTION operations.forget_logs(int, int, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION operations.forget_logs(int, int, int) TO :"app";
