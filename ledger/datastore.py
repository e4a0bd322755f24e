"""The library's datastore and factory, told of one log and of a whole connection string."""

from __future__ import annotations

from uuid import UUID

from eventsourcing.postgres import BasePostgresFactory, PostgresDatastore, PostgresFactory
from eventsourcing.utils import Environment, EnvType
from psycopg.rows import dict_row

LOG_ID = "LEDGER_LOG_ID"
DSN = "LEDGER_DSN"
READERS = "LEDGER_READERS"
READ_SECONDS = "LEDGER_READ_SECONDS"


class LedgerDatastore(PostgresDatastore):
    """A pool of connections for reading one log, as ``dsn`` says and nothing else says."""

    def __init__(self, dsn: str, log_id: UUID, readers: int, read_seconds: float) -> None:
        super().__init__(
            *("", "", "", "", ""),
            connect_timeout=read_seconds,
            pool_size=1,
            max_overflow=readers - 1,
        )
        self.dsn = dsn
        self.log_id = log_id
        # the library knows host, user and password; a connection string can say more (TLS, hosts)
        self.pool.conninfo = dsn
        self.pool.kwargs = {"row_factory": dict_row}
        self.pool.open(wait=False)

    def register_type_adapters(self) -> None:
        """Ask the server for nothing: the composite types of the library are not there."""


class LedgerFactory(PostgresFactory):
    """Makes the datastore from the environment that `LedgerApplication` hands over."""

    def __init__(self, env: Environment | EnvType | None) -> None:
        super(BasePostgresFactory, self).__init__(env)
        self.datastore = LedgerDatastore(
            self.env[DSN],
            UUID(self.env[LOG_ID]),
            int(self.env[READERS]),
            float(self.env[READ_SECONDS]),
        )
