-- Idempotency keys are kept for 30 days. The function takes no argument: a program that was taken
-- over can not use it to forget younger ones and have a command happen twice.

CREATE FUNCTION ledger.forget_commands() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    thirty_days constant bigint := 30::bigint * 24 * 60 * 60 * 1000000;
    forgotten bigint;
BEGIN
    DELETE FROM ledger.commands
    WHERE recorded_at < (extract(epoch FROM clock_timestamp()) * 1000000)::bigint - thirty_days;
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    RETURN forgotten;
END $$;
COMMENT ON FUNCTION ledger.forget_commands() IS
    'Removes the commands recorded more than 30 days ago; how many.';

REVOKE ALL ON FUNCTION ledger.forget_commands() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.forget_commands() TO :"app";
