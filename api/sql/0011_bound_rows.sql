-- What lets somebody in, or says as what they act, carries a MAC under a key that is not in the
-- database: who can only write here makes nobody's session. A row without a right one does not count.
-- Rows from before have none: people sign in again, and make their programs' keys and codes anew.

DELETE FROM operations.sessions;
DELETE FROM operations.keys;
DELETE FROM operations.links WHERE used_at IS NULL;
DELETE FROM operations.recovery_codes;

ALTER TABLE operations.sessions ADD COLUMN mac bytea NOT NULL;
ALTER TABLE operations.step_ups ADD COLUMN mac bytea NOT NULL;
ALTER TABLE operations.keys ADD COLUMN mac bytea NOT NULL;
ALTER TABLE operations.links ADD COLUMN mac bytea NOT NULL DEFAULT '';
ALTER TABLE operations.passkeys ADD COLUMN mac bytea NOT NULL DEFAULT '';
ALTER TABLE operations.powers ADD COLUMN mac bytea NOT NULL DEFAULT '';
ALTER TABLE operations.administrators ADD COLUMN mac bytea NOT NULL DEFAULT '';

ALTER TABLE operations.recovery_codes RENAME COLUMN code_sha256 TO code_hmac;
COMMENT ON COLUMN operations.recovery_codes.code_hmac IS 'over the person and the code';
