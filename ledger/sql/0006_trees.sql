-- The Merkle tree of each log, as tiles, and what was signed of it. Everything here is computed from
-- ledger.events and proves them; nothing here is a secret. A tree has an origin, the name under which
-- it is signed: a log that was rotated has several, one after the other.

CREATE TABLE ledger.trees (
    origin text PRIMARY KEY,
    log_id uuid NOT NULL,
    number int NOT NULL,
    vkey text NOT NULL,
    UNIQUE (log_id, number)
);
COMMENT ON TABLE ledger.trees IS 'The trees of each log: the last one grows.';
COMMENT ON COLUMN ledger.trees.vkey IS 'the public key that signs the tree (C2SP signed-note)';

CREATE TABLE ledger.tiles (
    origin text NOT NULL,
    level smallint NOT NULL,
    number bigint NOT NULL,
    hashes bytea NOT NULL,
    PRIMARY KEY (origin, level, number)
) WITH (toast_tuple_target = 8160);
ALTER TABLE ledger.tiles ALTER COLUMN hashes SET STORAGE EXTERNAL;
COMMENT ON TABLE ledger.tiles IS 'Hashes of the tree, 256 a tile; the last of a level is not full.';
COMMENT ON COLUMN ledger.tiles.level IS
    '-1 the entries, 0 the leaves, each above the roots of 256 hashes below (C2SP tlog-tiles)';
COMMENT ON COLUMN ledger.tiles.hashes IS '32 bytes each, end to end';

CREATE TABLE ledger.checkpoints (
    origin text NOT NULL,
    size bigint NOT NULL,
    root bytea NOT NULL,
    note text NOT NULL,
    signed_at bigint NOT NULL,
    PRIMARY KEY (origin, size)
);
COMMENT ON TABLE ledger.checkpoints IS 'Every head of a tree that was ever signed.';
COMMENT ON COLUMN ledger.checkpoints.note IS 'the signed note (C2SP tlog-checkpoint), of one key';
COMMENT ON COLUMN ledger.checkpoints.signed_at IS 'microseconds since 1970-01-01 UTC';

CREATE TABLE ledger.cosignatures (
    origin text NOT NULL,
    size bigint NOT NULL,
    witness text NOT NULL,
    line text NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (origin, size, witness)
);
COMMENT ON TABLE ledger.cosignatures IS 'What witnesses signed of a checkpoint, line by line.';
COMMENT ON COLUMN ledger.cosignatures.witness IS 'the verifier key of the witness';
COMMENT ON COLUMN ledger.cosignatures.at IS 'seconds since 1970-01-01 UTC, as the witness says';

CREATE TABLE ledger.halted (
    log_id uuid PRIMARY KEY,
    code text NOT NULL,
    facts jsonb NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE ledger.halted IS 'Logs that are signed no further, and why: alarms.';

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.checkpoints
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.trees
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER never_removed BEFORE DELETE OR TRUNCATE ON ledger.tiles
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER never_removed BEFORE DELETE OR TRUNCATE ON ledger.cosignatures
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

GRANT SELECT ON ledger.trees, ledger.tiles, ledger.checkpoints, ledger.cosignatures, ledger.halted
    TO :"app", :"projector", :"sequencer", :"auditor";
GRANT INSERT ON ledger.trees, ledger.tiles, ledger.checkpoints, ledger.cosignatures TO :"sequencer";
GRANT UPDATE (hashes) ON ledger.tiles TO :"sequencer";
GRANT UPDATE (line, at) ON ledger.cosignatures TO :"sequencer";
GRANT INSERT, UPDATE, DELETE ON ledger.halted TO :"sequencer";
