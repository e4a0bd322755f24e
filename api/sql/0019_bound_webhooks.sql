-- An endpoint says where messages of an organisation go, and of what. It carries a MAC under a key
-- that is not in the database: who can only write here has nothing sent anywhere. Endpoints from
-- before have none, and are registered anew.

DELETE FROM operations.webhooks;

ALTER TABLE operations.webhooks ADD COLUMN mac bytea NOT NULL;
ALTER TABLE operations.webhooks DROP CONSTRAINT webhooks_disabled_because_check;
ALTER TABLE operations.webhooks ADD CONSTRAINT webhooks_disabled_because_check
    CHECK (disabled_because IN ('', 'asked', 'failing', 'gone', 'altered'));
