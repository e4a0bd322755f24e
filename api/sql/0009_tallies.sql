-- What workers have done since this installation began, counted: they have no port of their own.

CREATE TABLE operations.tallies (
    what text NOT NULL,
    label text NOT NULL,
    code text NOT NULL DEFAULT '',
    count bigint NOT NULL,
    PRIMARY KEY (what, label, code)
);
COMMENT ON TABLE operations.tallies IS 'No label holds an id, an address or a name.';

GRANT SELECT, INSERT, UPDATE ON operations.tallies TO :"app";
