-- Opening a log makes its partition. Attaching a finished table does not stop other logs' appends,
-- as CREATE TABLE ... PARTITION OF would.

CREATE FUNCTION ledger.open_log(new_log uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    rows_of_log constant text := 'events_' || replace(new_log::text, '-', '');
BEGIN
    -- whoever inserts second waits here for the first, and then finds the log open
    INSERT INTO ledger.log_head (log_id) VALUES (new_log) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    -- an event stays in its row where it fits in a page: elsewhere it would be read apart
    EXECUTE format(
        'CREATE TABLE ledger.%I (LIKE ledger.events INCLUDING ALL) '
        'WITH (toast_tuple_target = 8160)', rows_of_log);
    EXECUTE format(
        'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.%I '
        'FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()', rows_of_log);
    EXECUTE format(
        'ALTER TABLE ledger.events ATTACH PARTITION ledger.%I FOR VALUES IN (%L)',
        rows_of_log, new_log);
    EXECUTE format(
        'GRANT SELECT ON ledger.%I TO %I, %I, %I, %I',
        rows_of_log, :'app', :'projector', :'sequencer', :'auditor');
    RETURN true;
END $$;
COMMENT ON FUNCTION ledger.open_log(uuid) IS 'Opens a log; false when it was open already.';

REVOKE ALL ON FUNCTION ledger.open_log(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.open_log(uuid) TO :"app";
