"""The library's datastore and factory, told of one log and of a whole connection string."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from eventsourcing.postgres import BasePostgresFactory, PostgresDatastore, PostgresFactory
from eventsourcing.utils import Environment, EnvType
from psycopg import Connection
from psycopg.rows import DictRow, dict_row

from ledger.silence import ReadingConnection

LOG_ID = "LEDGER_LOG_ID"
DSN = "LEDGER_DSN"
READERS = "LEDGER_READERS"
READ_SECONDS = "LEDGER_READ_SECONDS"
ANSWER_SECONDS = "LEDGER_ANSWER_SECONDS"


class LedgerDatastore(PostgresDatastore):
    """A pool of connections for reading one log, as ``dsn`` says and nothing else says."""

    def __init__(
        self, dsn: str, log_id: UUID, readers: int, read_seconds: float, answer_seconds: float
    ) -> None:
        self._answer_seconds = answer_seconds
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
        self.pool.connection_class = ReadingConnection
        # each question is one statement: around it, a transaction would be two more round trips
        self.pool.kwargs = {"row_factory": dict_row, "autocommit": True}
        self.pool.open(wait=False)

    def after_connect_func(self) -> Callable[[Connection[DictRow]], None]:
        """Return what makes a new connection ready: it waits for answers as long as was said."""
        configure = super().after_connect_func()
        answer_seconds = self._answer_seconds

        def after_connect(connection: Connection[DictRow]) -> None:
            assert isinstance(connection, ReadingConnection)  # noqa: S101 - by the pool's class
            connection.answer_seconds = answer_seconds
            configure(connection)

        return after_connect

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
            float(self.env[ANSWER_SECONDS]),
        )
