-- At whose desk somebody was received: the office of the official who saw them.

ALTER TABLE operations.links ADD COLUMN desk text NOT NULL DEFAULT '';
ALTER TABLE operations.sessions ADD COLUMN desk text NOT NULL DEFAULT '';
