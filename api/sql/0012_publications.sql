-- Which figures were published as of which positions, and what was kept back of them then: whoever
-- publishes again has to know what is known already.

CREATE TABLE operations.publications (
    edition text NOT NULL,
    series text NOT NULL,
    position bigint NOT NULL,
    kept jsonb NOT NULL,
    published_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (edition, series, position)
);
COMMENT ON COLUMN operations.publications.series IS
    'figures made of the same tables are one series';
COMMENT ON COLUMN operations.publications.kept IS
    'table -> the places, each a row and a column, that were left out';

GRANT SELECT, INSERT ON operations.publications TO :"app";
