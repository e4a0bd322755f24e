"""One log as an application of the eventsourcing library."""

from __future__ import annotations

from uuid import UUID

import msgspec
from eventsourcing.application import Application
from eventsourcing.persistence import Mapper
from eventsourcing.utils import Environment, EnvType, get_topic
from psycopg import Connection, connect
from psycopg.rows import TupleRow

from ledger.append.appender import Appender, Queue
from ledger.append.writer import Timeouts, Writer
from ledger.contents import EventContents
from ledger.datastore import (
    ANSWER_SECONDS,
    DSN,
    LOG_ID,
    READ_SECONDS,
    READERS,
    LedgerFactory,
)
from ledger.envelope import Envelope
from ledger.mapper import LedgerMapper
from ledger.network import bounded_dsn
from ledger.recorder import LedgerRecorder


class LogSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How one process uses one log. ``dsn`` logs in as the application's role.

    ``readers`` is how many connections read at once, ``read_seconds`` how long a reader waits for
    one of them, and ``answer_seconds`` how long for the answer to one question. Holds a password:
    never printed.
    """

    dsn: str
    log_id: UUID
    readers: int = 8
    read_seconds: float = 5.0
    answer_seconds: float = 30.0
    timeouts: Timeouts = Timeouts()
    queue: Queue = Queue()

    def __repr__(self) -> str:
        """Return the log only."""
        return f"LogSettings(log_id={self.log_id})"


class LedgerApplication(Application[UUID]):
    """The library's application over our recorder and mapper, told nothing by the environment."""

    name = "ledger"

    def __init__(self, settings: LogSettings, contents: EventContents, envelope: Envelope) -> None:
        self._dsn = bounded_dsn(settings.dsn)
        self._contents = contents
        self._envelope = envelope
        super().__init__(
            {
                "PERSISTENCE_MODULE": get_topic(LedgerFactory),
                "APPLICATION_RECORDER_TOPIC": get_topic(LedgerRecorder),
                DSN: self._dsn,
                LOG_ID: str(settings.log_id),
                READERS: str(settings.readers),
                READ_SECONDS: str(settings.read_seconds),
                ANSWER_SECONDS: str(settings.answer_seconds),
            }
        )
        assert isinstance(self.recorder, LedgerRecorder)  # noqa: S101 - by the topic above
        writer = Writer(settings.log_id, self._connect, settings.timeouts)
        self.recorder.envelope = envelope
        self.recorder.appender = self.appender = Appender(settings.log_id, writer, settings.queue)
        self.rows = self.recorder.rows

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:
        """Return what was given, without the variables of the process."""
        return Environment(name, dict(env or {}))

    def construct_mapper(self) -> Mapper[UUID]:
        """Return the mapper that seals."""
        return LedgerMapper(self._contents)

    def close(self) -> None:
        """Give all connections back."""
        self.appender.close()
        super().close()

    def _connect(self) -> Connection[TupleRow]:
        return connect(self._dsn, autocommit=True)
