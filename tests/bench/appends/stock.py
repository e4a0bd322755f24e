"""The recorder of the eventsourcing library as it comes: its own table, pool and statements."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from bench.appends.contender import Round, collides
from bench.appends.ours import new_uuid
from bench.crowd import Append
from eventsourcing.persistence import ApplicationRecorder, IntegrityError, StoredEvent
from eventsourcing.postgres import PostgresFactory
from eventsourcing.utils import Environment
from psycopg.conninfo import conninfo_to_dict

_SELECT_AT_ONCE = 1000


class Stock:
    """`PostgresApplicationRecorder` with every default, in its own schema of the database."""

    def __init__(self, dsn: str, state: bytes) -> None:
        """Store ``state`` again and again, at the next place."""
        self._login = conninfo_to_dict(dsn)
        self._state = state

    @contextmanager
    def round(self, clients: int, *, conflicts: bool) -> Generator[Round, None, None]:
        """Make a table of its own."""
        login = self._login
        names = {"DBNAME": "dbname", "HOST": "host", "USER": "user", "PASSWORD": "password"}
        env = {f"POSTGRES_{key}": str(login[part]) for key, part in names.items()}
        name = f"stock_{new_uuid().hex}"
        with PostgresFactory(Environment(name, env)) as factory:
            recorder = factory.application_recorder()
            writers = [_Writer(recorder, self._state, conflicts=conflicts) for _ in range(clients)]
            appends: list[Append] = [writer.append for writer in writers]

            def require(acknowledged: int) -> None:
                _require(recorder, acknowledged)

            yield Round(appends, require)


class _Writer:
    """One client, with a stream of its own."""

    def __init__(self, recorder: ApplicationRecorder, state: bytes, *, conflicts: bool) -> None:
        self._recorder = recorder
        self._state = state
        self._conflicts = conflicts
        self._stream = new_uuid()
        self._version = 0

    def append(self) -> None:
        """Append the next event."""
        if collides(self._version + 1, conflicts=self._conflicts):
            try:
                self._send(self._version)
            except IntegrityError:
                pass
            else:
                raise AssertionError("a taken version was stored again")
        self._send(self._version + 1)
        self._version += 1

    def _send(self, version: int) -> None:
        event = StoredEvent(self._stream, version, "deal.clause_translated.v1", self._state)
        self._recorder.insert_events([event])


def _require(recorder: ApplicationRecorder, acknowledged: int) -> None:
    stored = 0
    last: int | None = None
    versions: dict[object, int] = {}
    while found := recorder.select_notifications(
        last, _SELECT_AT_ONCE, inclusive_of_start=last is None
    ):
        for one in found:
            assert one.originator_version == versions.get(one.originator_id, 0) + 1
            versions[one.originator_id] = one.originator_version
        stored += len(found)
        last = found[-1].id
    assert stored == acknowledged, f"{stored} stored, {acknowledged} acknowledged"
