-- The projector reads the ledger like the application, and may call nothing.

GRANT USAGE ON SCHEMA ledger TO :"projector";
GRANT SELECT ON ALL TABLES IN SCHEMA ledger TO :"projector";

CREATE OR REPLACE FUNCTION ledger.open_log(new_log uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    rows_of_log constant text := 'events_' || replace(new_log::text, '-', '');
BEGIN
    -- whoever inserts second waits here for the first, and then finds the log open
    INSERT INTO ledger.log_head (log_id) VALUES (new_log) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE ledger.%I (LIKE ledger.events INCLUDING ALL)', rows_of_log);
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
