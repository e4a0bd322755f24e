"""Views built anew beside those that stand: stream by stream, as the logs are when it begins.

Whoever reads meanwhile reads the old. Of many events, indexes are made when all is there. What was
built when its process dies is lost: it is begun again.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import datetime
from decimal import Decimal
from functools import lru_cache, partial
from itertools import chain
from queue import SimpleQueue
from types import MappingProxyType
from typing import Final, NamedTuple
from uuid import UUID

import msgspec

from ledger.book import Book
from ledger.processes import work_through
from ledger.replay import Span
from ledger.rows import LAST_POSITION
from ledger.silence import within
from projections.outbox.writing import Ahead, Tasks, clocks_of, together
from projections.runner.beside import Beside, Indexing
from projections.runner.filling import Filling
from projections.runner.folding import Folding
from projections.runner.garbage import uncollected
from projections.runner.indexes import Taken, make_index, make_keys, take_indexes
from projections.runner.live import Live
from projections.runner.pace import USUAL, Pace
from projections.runner.session import Bounds, opened, roles_of
from projections.runner.sources import Opening
from projections.runner.tables import (
    BESIDE,
    STANDING,
    Session,
    Tables,
    drop_tables,
    make_tables,
    tables_beside,
)
from projections.view import View
from projections.views import all_views

_LEFT = "SELECT view, tables FROM projections.standing WHERE view <> ALL (%s)"
_NOWHERE: Final[Mapping[UUID, int]] = MappingProxyType({})
SPAN_EVENTS: Final = 8_000
"""About so many events of whole streams are written at once: some megabytes of rows."""
_EVENTS = "SELECT coalesce(sum(position), 0) FROM ledger.log_head WHERE log_id = ANY (%s)"
_GONE = "DELETE FROM projections.standing WHERE view = %s"


class Site(msgspec.Struct, frozen=True):
    """Where views are built: the projector's login, and the way to the logs."""

    dsn: str
    opening: Opening
    bounds: Bounds

    def __repr__(self) -> str:
        """Return nothing of it: it holds a password."""
        return "Site()"


class Built(NamedTuple):
    """What building from some streams came to: up to where, and what that brings to do."""

    through: int
    recorded_at: int
    tasks: Tasks


def build(
    site: Site,
    views: Sequence[View],
    logs: Sequence[UUID],
    pace: Pace = USUAL,
    stopped: Callable[[], bool] = lambda: False,
    *,
    overtaking: Mapping[UUID, int] = _NOWHERE,
) -> Beside | None:
    """Build views beside those that stand, from the first event on; None when ``stopped``.

    In the logs ``overtaking`` they may go ahead of those that stand, from where these are; the
    views MUST be all that there are then.

    How many events there are says, by ``pace``, whether indexes wait until all rows are there, and
    how many processes build. With several, each of which works on streams of its own, the views
    MUST be among `all_views`, and ``site.opening`` a function that can be pickled.

    Raises:
        ProjectionError: ``unavailable``, ``tables_unlike``.
        LedgerError: as reading the logs.
    """
    with opened(site.dsn, site.bounds) as session:
        begun = _now(session)
        events = _events_of(session, logs)
        processes = pace.hands(events)
        taken = _made_beside(session, site, views, indexes_wait=events >= pace.few_events)
        tables, found = Tables.of(session, BESIDE, views), dict[UUID, list[Built]]()
        for log in logs:
            after = overtaking.get(log, LAST_POSITION)
            done = (
                _built_by_several(site, views, log, after, processes)
                if processes > 1
                else _built_by_one(session, tables, site, views, log, after)
            )
            for built in done:
                found.setdefault(log, []).append(built)
                if stopped():
                    return None
    positions = {log: built[0].through for log, built in found.items()}
    indexing: Indexing = partial(_indexing, site, taken, processes)
    if overtaking:
        return Beside(views, positions, begun, _ahead(found, overtaking), indexing)
    with indexing() as made:
        for _ in made:
            if stopped():
                return None
    return Beside(views, positions, begun)


def _now(session: Session) -> datetime:
    """Return what time it is by the server's clock."""
    ((now,),) = session.execute("SELECT clock_timestamp()").fetchall()
    assert isinstance(now, datetime)  # noqa: S101 - it has no other type
    return now


def _events_of(session: Session, logs: Sequence[UUID]) -> int:
    """Return how many events these logs have."""
    ((events,),) = session.execute(_EVENTS, [list(logs)]).fetchall()
    assert isinstance(events, Decimal)  # noqa: S101 - it has no other type
    return int(events)


def _made_beside(
    session: Session, site: Site, views: Sequence[View], *, indexes_wait: bool
) -> Taken:
    """Make the tables of views, empty; return what makes the indexes that they lack, in order."""
    with within(session, site.bounds.batch_seconds), session.transaction():
        roles = roles_of(session)
        for view in views:
            make_tables(session, roles, view)
        if not indexes_wait:
            return Taken((), ())
        taken = take_indexes(session, BESIDE, [name for view in views for name in view.TABLES])
    return Taken(sorted(taken.indexes, key=_takes_little), taken.keys)


def _takes_little(index: str) -> bool:
    """Return whether an index is soon made: those of words are not, and have to begin first."""
    return " USING gin " not in index


def _ahead(
    found: Mapping[UUID, Sequence[Built]], overtaking: Mapping[UUID, int]
) -> Mapping[UUID, Ahead]:
    return {
        log: Ahead(
            after=overtaking[log],
            through=built[0].through,
            recorded_at=max(one.recorded_at for one in built),
            tasks=[one.tasks for one in built],
        )
        for log, built in found.items()
        if log in overtaking
    }


def clear_away(live: Live) -> None:
    """Drop what was being built when its process died."""
    with live.writing():
        drop_tables(live.session, BESIDE, tables_beside(live.session))


def retire(live: Live) -> None:
    """Drop what stands of views that this program does not know any more."""
    known = [view.NAME for view in live.all]
    with live.writing():
        for name, tables in live.session.execute(_LEFT, [known]).fetchall():
            drop_tables(live.session, STANDING, tables)
            live.session.execute(_GONE, [name])


@contextmanager
def _indexing(site: Site, taken: Taken, processes: int) -> Generator[Iterator[None], None, None]:
    """Make indexes, so many at the same time: that is the server's work, and ours to wait for."""
    if not taken.indexes:
        yield iter(())
        return
    with ExitStack() as stack, ThreadPoolExecutor(processes, "projections-indexes") as threads:
        idle = SimpleQueue[Session]()
        for _ in range(processes):
            idle.put(stack.enter_context(opened(site.dsn, site.bounds)))
        try:
            made = threads.map(partial(_make_index, site, idle), taken.indexes)
            yield chain(made, _keys_made(site, taken))
        finally:
            threads.shutdown(wait=True, cancel_futures=True)


def _make_index(site: Site, idle: SimpleQueue[Session], statement: str) -> None:
    """Make an index with a session that makes no other: to open one takes longer than most."""
    session = idle.get()
    try:
        with within(session, site.bounds.index_seconds), session.transaction():
            make_index(session, statement)
    finally:
        idle.put(session)


def _keys_made(site: Site, taken: Taken) -> Iterator[None]:
    """Yield when the keys are keys again."""
    with (
        opened(site.dsn, site.bounds) as session,
        within(session, site.bounds.statement_seconds),
        session.transaction(),
    ):
        make_keys(session, taken)
    yield


def _built_by_one(
    session: Session, tables: Tables, site: Site, views: Sequence[View], log: UUID, after: int
) -> Iterator[Built]:
    with site.opening(log) as book:
        for span in book.spans(SPAN_EVENTS):
            yield _write(session, tables, site, views, book, Part(log, span, after))


def _built_by_several(
    site: Site, views: Sequence[View], log: UUID, after: int, processes: int
) -> Iterator[Built]:
    names = tuple(view.NAME for view in views)
    try:
        work = partial(_work, site, names, log, after)
        yield from work_through(partial(site.opening, log), work, processes, SPAN_EVENTS)
    finally:
        _hand.cache_clear()


class _Hand:
    """What one of several processes writes with."""

    def __init__(self, site: Site, views: Sequence[View]) -> None:
        self._stack = ExitStack()
        self.session = self._stack.enter_context(opened(site.dsn, site.bounds))
        self.tables = Tables.of(self.session, BESIDE, views)
        self.views = views

    def __del__(self) -> None:
        self._stack.close()


@lru_cache(maxsize=1)
def _hand(site: Site, names: tuple[str, ...]) -> _Hand:
    return _Hand(site, [view for view in all_views() if view.NAME in names])


def _work(
    site: Site, names: tuple[str, ...], log: UUID, after: int, book: Book, span: Span
) -> Built:
    hand = _hand(site, names)
    return _write(hand.session, hand.tables, site, hand.views, book, Part(log, span, after))


class Part(NamedTuple):
    """Streams of a log, and behind which position they bring something to do."""

    log: UUID
    span: Span
    after: int


def _write(
    session: Session, tables: Tables, site: Site, views: Sequence[View], book: Book, part: Part
) -> Built:
    """Write what the streams of a span are to the views, and return what it came to."""
    streams, through = [stream for stream, _ in part.span.versions], part.span.through
    filling, tasks, recorded_at = Filling(tables), list[Tasks](), 0
    with uncollected():
        for batch in Folding(part.log, book.following).wholes(streams, through):
            for view in views:
                filling.take(view.change(batch))
            tasks.append(clocks_of(batch, part.after))
            recorded_at = max(recorded_at, batch.recorded_at)
        with within(session, site.bounds.batch_seconds), session.transaction():
            filling.write(session)
    return Built(through, recorded_at, together(part.log, tasks))
