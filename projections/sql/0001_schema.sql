-- Read models. Those who project make their tables here themselves, and own them; what has to
-- outlive a rebuild is made by these files.

GRANT USAGE, CREATE ON SCHEMA projections TO :"projector";
GRANT USAGE ON SCHEMA projections TO :"app";
GRANT SELECT ON projections.migrations TO :"app", :"projector";
