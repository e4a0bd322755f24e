-- a second factor for a signature is for one seat of one deal, and for no other
DELETE FROM operations.step_ups;
ALTER TABLE operations.step_ups ADD COLUMN deal text NOT NULL, ADD COLUMN seat text NOT NULL;
