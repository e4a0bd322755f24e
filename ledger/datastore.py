"""The library's datastore and factory, told of one log and of a whole connection string."""

from __future__ import annotations

from uuid import UUID

from eventsourcing.postgres import BasePostgresFactory, PostgresDatastore, PostgresFactory
from eventsourcing.utils import Environment, EnvType
from psycopg.rows import dict_row

LOG_ID = "LEDGER_LOG_ID"
DSN = "LEDGER_DSN"
READERS = "LEDGER_READERS"


class LedgerDatastore(PostgresDatastore):
    """A pool of connections for reading one log, as ``dsn`` says and nothing else says."""

    def __init__(self, dsn: str, log_id: UUID, readers: int) -> None:
        super().__init__("", "", "", "", "", schema="ledger", pool_size=1, max_overflow=readers - 1)
        self.dsn = dsn
        self.log_id = log_id
        # the library knows host, user and password; a connection string can say more (TLS, hosts)
        self.pool.conninfo = dsn
        self.pool.kwargs = {"row_factory": dict_row}


class LedgerFactory(PostgresFactory):
    """Makes the datastore from the environment that `LedgerApplication` hands over."""

    def __init__(self, env: Environment | EnvType | None) -> None:
        super(BasePostgresFactory, self).__init__(env)
        self.datastore = LedgerDatastore(
            self.env[DSN], UUID(self.env[LOG_ID]), int(self.env[READERS])
        )
