"""The recorder of the eventsourcing library as it comes, under the same load."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from uuid import UUID

from eventsourcing.persistence import ApplicationRecorder, IntegrityError, StoredEvent
from eventsourcing.postgres import PostgresFactory
from eventsourcing.utils import Environment
from histories.record import Entry
from histories.subject import Refused
from psycopg.conninfo import conninfo_to_dict

AT_ONCE = 1000


class Stock:
    """One recorder for all clients; the stream and the key of an event are its state."""

    def __init__(self, recorder: ApplicationRecorder, table: str) -> None:
        self.table = table
        self._recorder = recorder

    def write(self, key: str, stream: str, events: int) -> tuple[int, ...]:
        """Record events; see `Subject`."""
        last = self._recorder.select_events(_id(stream), desc=True, limit=1)
        version = last[0].originator_version if last else 0
        state = f"{stream} {key}".encode()
        stored = [
            StoredEvent(_id(stream), version + number, stream, state)
            for number in range(1, events + 1)
        ]
        try:
            return tuple(self._recorder.insert_events(stored) or ())
        except IntegrityError as failed:
            raise Refused("conflict") from failed

    def read(self, stream: str) -> tuple[str, ...]:
        """Return the keys of a stream; see `Subject`."""
        return tuple(_key(one.state) for one in self._recorder.select_events(_id(stream)))

    def follow(self, after: int) -> Sequence[Entry]:
        """Return what follows; see `Subject`."""
        found = self._recorder.select_notifications(after, AT_ONCE, inclusive_of_start=False)
        return [Entry(one.id, one.topic, one.originator_version, _key(one.state)) for one in found]


def _id(stream: str) -> UUID:
    return UUID(bytes=sha256(stream.encode()).digest()[:16])


def _key(state: bytes) -> str:
    return state.decode().partition(" ")[2]


@contextmanager
def stock(dsn: str, name: str, *, functions: bool) -> Generator[Stock, None, None]:
    """Make a table of the library's own; ``functions``: in the mode that takes no lock."""
    login = conninfo_to_dict(dsn)
    names = {"DBNAME": "dbname", "HOST": "host", "USER": "user", "PASSWORD": "password"}
    env = {f"POSTGRES_{key}": str(login[part]) for key, part in names.items()}
    env |= {"POSTGRES_ENABLE_DB_FUNCTIONS": "yn"[not functions], "POSTGRES_POOL_SIZE": "10"}
    with PostgresFactory(Environment(name, env)) as factory:
        yield Stock(factory.application_recorder(), f"{name}_events")
