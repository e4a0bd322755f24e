-- A log that has less than was signed of it is read only: whatever were recorded now would stand
-- where something else was signed. The sequencer says so (ledger.halted), and alone may still
-- append: that the log goes on under another origin, when its operator has decided it.

CREATE FUNCTION ledger.refuse_where_shrunk() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    alarm jsonb;
BEGIN
    SELECT facts INTO alarm FROM ledger.halted
    WHERE log_id = NEW.log_id AND code = 'log_shrank';
    IF FOUND AND NOT pg_has_role(session_user, :'sequencer', 'MEMBER') THEN
        RAISE EXCEPTION 'log % has shrunk', NEW.log_id
            USING ERRCODE = 'CS001', DETAIL = alarm::text;
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION ledger.refuse_where_shrunk() FROM PUBLIC;

CREATE TRIGGER read_only_where_shrunk BEFORE UPDATE ON ledger.log_head
    FOR EACH ROW EXECUTE FUNCTION ledger.refuse_where_shrunk();

-- What is stored of a file has a digest beside it: a bit that flipped is found without any key.

ALTER TABLE ledger.blobs ADD COLUMN sha256 bytea;
COMMENT ON COLUMN ledger.blobs.sha256 IS 'of bytes as they were stored';

ALTER TABLE ledger.blobs DISABLE TRIGGER append_only;
UPDATE ledger.blobs SET sha256 = sha256(bytes);
ALTER TABLE ledger.blobs ENABLE TRIGGER append_only;
ALTER TABLE ledger.blobs ALTER COLUMN sha256 SET NOT NULL;

CREATE FUNCTION ledger.digest_blob() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.sha256 := sha256(NEW.bytes);
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION ledger.digest_blob() FROM PUBLIC;

CREATE TRIGGER digest BEFORE INSERT ON ledger.blobs
    FOR EACH ROW EXECUTE FUNCTION ledger.digest_blob();
