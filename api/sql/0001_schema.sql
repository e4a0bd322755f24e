-- What the program needs to run and nobody needs to prove: accounts, sessions, keys, access log.

GRANT USAGE ON SCHEMA operations TO :"app";
GRANT SELECT ON operations.migrations TO :"app";
