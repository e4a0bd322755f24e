"""The views that stand, kept up: a batch, the tasks it brings and the position, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from time import monotonic
from typing import Final, NamedTuple
from uuid import UUID

import msgspec
from psycopg import Cursor
from psycopg.rows import TupleRow

from ledger.silence import within
from projections.batch import Batch
from projections.change import Change
from projections.errors import ProjectionError
from projections.outbox.writing import (
    Ahead,
    Tasks,
    clocks_of,
    deliver_all,
    tasks_of,
    write_ahead,
    write_tasks,
)
from projections.runner.ahead import one_ahead
from projections.runner.garbage import uncollected
from projections.runner.pace import USUAL, Pace
from projections.runner.session import Bounds
from projections.runner.sources import Sources
from projections.runner.tables import STANDING, Session, Tables
from projections.view import View

CHANNEL: Final = "projections"
"""Where it is told that the views have come further. A hint: polling is the truth."""

_HEADS: Final = """
SELECT h.log_id, h.position, coalesce(p.position, 0)
FROM ledger.log_head AS h LEFT JOIN projections.positions AS p ON p.log_id = h.log_id
ORDER BY h.log_id
"""
_BEGIN: Final = (
    "INSERT INTO projections.positions (log_id) SELECT unnest(%s::uuid[]) ON CONFLICT DO NOTHING"
)
_STANDING: Final = "SELECT view, version, anew FROM projections.standing ORDER BY view"
_MOVE: Final = """
UPDATE projections.positions SET position = %(last)s, recorded_at = %(at)s
WHERE log_id = %(log)s AND position = %(position)s
"""
_TELL: Final = f"SELECT pg_notify('{CHANNEL}', %(log)s || ' ' || %(last)s)"
_STUCK: Final = """
INSERT INTO projections.stuck (log_id, position, code) VALUES (%s, %s, %s)
ON CONFLICT (log_id) DO UPDATE SET position = excluded.position, code = excluded.code
WHERE (stuck.position, stuck.code) <> (excluded.position, excluded.code)
"""
_MAY_TAKE: Final = "SELECT set_config('statement_timeout', %s, true)"
_FREE: Final = "DELETE FROM projections.stuck WHERE log_id = ANY (%s)"
_ERASURES: Final = (
    "SELECT log_id, stream_id FROM projections.erasures WHERE done_at IS NULL LIMIT 100"
)
_ERASED: Final = """
UPDATE projections.erasures SET done_at = clock_timestamp() WHERE log_id = %s AND stream_id = %s
"""


class Head(msgspec.Struct, frozen=True):
    """A log: its last position, and how far the views are."""

    log: UUID
    last: int
    position: int


class Said(NamedTuple):
    """What the views and the tasks make of a batch."""

    changes: Sequence[Change]
    tasks: Tasks


def everything(_: UUID) -> bool:
    """Follow every log of the database."""
    return True


class Live:
    """Keeps up the views that stand in the version that this program knows.

    Every method raises `ProjectionError` ``unavailable`` or psycopg's errors when the session is
    lost; what was begun then has not happened.
    """

    def __init__(
        self,
        session: Session,
        sources: Sources,
        views: Sequence[View],
        bounds: Bounds,
        follows: Callable[[UUID], bool] = everything,
        pace: Pace = USUAL,
    ) -> None:
        self.session = session
        self._pace = pace
        self._reach = pace.first_leap_events
        self._sources = sources
        self._all = views
        self._bounds = bounds
        self._follows = follows
        self._found: list[TupleRow] | None = None
        self._views: list[View] = []
        self._tables = Tables(STANDING, {})
        self.stale: tuple[View, ...] = tuple(views)
        """The views that do not stand in this version, or that somebody wants built anew."""
        self.refresh()

    def refresh(self) -> None:
        """Find out which views stand, and which are to be built anew."""
        with within(self.session, self._bounds.statement_seconds):
            found = self.session.execute(_STANDING, prepare=True).fetchall()
            if found == self._found:
                return
            known = {view: version for view, version, _ in found}
            self._views = [view for view in self._all if known.get(view.NAME) == view.VERSION]
            self._tables = Tables.of(self.session, STANDING, self._views)
        kept = {view for view, _, anew in found if not anew}
        self.stale = tuple(
            view for view in self._all if view not in self._views or view.NAME not in kept
        )
        self._found = found

    def heads(self) -> list[Head]:
        """Return how far each log is, and how far the views are in it."""
        with within(self.session, self._bounds.statement_seconds):
            return self._heads()

    def positions(self) -> dict[UUID, int]:
        """Return how far the views are in each log that is followed. In a transaction."""
        return {head.log: head.position for head in self._heads()}

    @property
    def batch_events(self) -> int:
        """How many events a small step is."""
        return self._pace.batch_events

    @property
    def all(self) -> Sequence[View]:
        """All views that this program knows."""
        return self._all

    @contextmanager
    def writing(self, seconds: float | None = None) -> Generator[None, None, None]:
        """Let what is written in here happen as one: in the time of a batch, or so many seconds.

        So long any statement may take: one writes the tasks of all that was leapt over.
        """
        bound = seconds or self._bounds.batch_seconds
        with within(self.session, bound), self.session.transaction():
            if seconds:
                self.session.execute(_MAY_TAKE, [f"{seconds:.3f}s"])
            yield

    def writing_all(self) -> AbstractContextManager[None]:
        """As `writing`, in the time of an index: others are made meanwhile."""
        return self.writing(self._bounds.index_seconds)

    def further(self, head: Head, *, careful: bool = False) -> int:
        """Take the views of a log further, by more at once the further they are behind.

        Who is ``careful`` goes by small steps in any case. Returns where the views are.

        Raises:
            ProjectionError, LedgerError: as `step`.
        """
        if careful or head.last - head.position < self._pace.far_events:
            return self.step(head.log, head.position)
        begun = monotonic()
        position = self.leap(head.log, head.position, min(head.last, head.position + self._reach))
        self._reach = self._pace.reach(self._reach, monotonic() - begun)
        return position

    def step(self, log: UUID, position: int, limit: int = 0) -> int:
        """Take the views from ``position`` on by at most ``limit`` events; return where they are.

        Without a limit, by a batch of the usual size.

        Raises:
            ProjectionError: ``position_moved`` if they were not at ``position``.
            LedgerError: as reading the log.
        """
        with uncollected():
            batch = self._sources.folding(log).batch(position, limit or self._pace.batch_events)
            if batch is None:
                return position
            with self.writing():
                self._write(batch)
        return batch.last

    def leap(self, log: UUID, position: int, through: int) -> int:
        """Take the views from ``position`` to ``through`` at once, stream by stream.

        All that a stream has in between comes to each row one time, however often it has changed
        meanwhile; and while the server writes some streams, the next are folded.

        Raises:
            ProjectionError: ``position_moved`` if they were not at ``position``.
            LedgerError: as reading the log.
        """
        pieces = self._sources.folding(log).pieces(position, through, self._pace.piece_events)
        recorded_at, erased = 0, list[UUID]()
        with uncollected(), self.writing(self._bounds.leap_seconds):
            with one_ahead() as do:
                for batch in pieces:
                    recorded_at = max(recorded_at, batch.recorded_at)
                    erased += batch.erased
                    do(partial(self._put, self._said(batch, clocks_of), many=True))
            deliver_all(self.session, log, position, through, erased)
            moved = self._move(log, position, through, recorded_at)
            _require_moved(moved, log, position)
        return through

    def overtake(self, log: UUID, ahead: Ahead) -> None:
        """Write the tasks of what other views have gone ahead, and the position. In a transaction.

        Raises:
            ProjectionError: ``position_moved`` if these were not where the others began.
        """
        write_ahead(self.session, log, ahead)
        moved = self._move(log, ahead.after, ahead.through, ahead.recorded_at)
        _require_moved(moved, log, ahead.after)

    def erase(self) -> int:
        """Remove what the views hold of streams whose erasure was asked for; return how many."""
        with within(self.session, self._bounds.statement_seconds):
            asked = self.session.execute(_ERASURES, prepare=True).fetchall()
        for log, stream in asked:
            self._sources.folding(log).forget(stream)
            batch = Batch(log, 0, 0, {}, [stream])
            with self.writing():
                self._put(self._said(batch))
                self.session.execute(_ERASED, [log, stream])
        return len(asked)

    def forget_all(self) -> None:
        """Keep no state in memory."""
        self._sources.forget()

    def stuck(self, head: Head, code: str) -> None:
        """Write down that a log can not be followed any further, and why."""
        with within(self.session, self._bounds.statement_seconds):
            self.session.execute(_STUCK, [head.log, head.position, code])

    def free(self, logs: Iterable[UUID]) -> None:
        """Take back that logs were stuck: they are tried anew, or went on."""
        with within(self.session, self._bounds.statement_seconds):
            self.session.execute(_FREE, [list(logs)])

    def begin(self, logs: Iterable[UUID]) -> None:
        """Follow logs from their first event on; those that are followed stay where they are."""
        if new := list(logs):
            with within(self.session, self._bounds.statement_seconds):
                self.session.execute(_BEGIN, [new])

    def listen(self, seconds: float) -> None:
        """Wait until a log has grown, or for so long."""
        for _ in self.session.notifies(timeout=seconds, stop_after=1):
            pass

    def _heads(self) -> list[Head]:
        rows = self.session.execute(_HEADS, prepare=True).fetchall()
        return [Head(*row) for row in rows if self._follows(row[0])]

    def _write(self, batch: Batch) -> None:
        with self.session.pipeline():
            self._put(self._said(batch))
            moved = self._move(batch.log, batch.first - 1, batch.last, batch.recorded_at)
        _require_moved(moved, batch.log, batch.first - 1)

    def _said(self, batch: Batch, tasks: Callable[[Batch], Tasks] = tasks_of) -> Said:
        return Said([one for view in self._views for one in view.change(batch)], tasks(batch))

    def _put(self, said: Said, *, many: bool = False) -> None:
        self._tables.write(self.session, said.changes, many=many)
        write_tasks(self.session, said.tasks)

    def _move(self, log: UUID, position: int, last: int, at: int) -> Cursor[TupleRow]:
        """Move the position on from where it was read, and tell whoever waits for it."""
        arguments = {"log": log, "position": position, "last": last, "at": at}
        moved = self.session.execute(_MOVE, arguments, prepare=True)
        self.session.execute(_TELL, {"log": str(log), "last": str(last)})
        return moved


def _require_moved(moved: Cursor[TupleRow], log: UUID, position: int) -> None:
    if moved.rowcount != 1:
        raise ProjectionError("position_moved", log=str(log), position=position)
