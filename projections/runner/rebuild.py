"""Views built anew beside those that stand, and put in their place when they have come as far.

Built stream by stream, as the logs are when it begins; then followed, event by event, to where the
standing views are; then put in place in one transaction. Whoever reads meanwhile reads the old.
Indexes are made when all is there. What was built when its process dies is lost: it is begun again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import lru_cache, partial
from uuid import UUID

import msgspec

from ledger.book import Book
from ledger.processes import work_through
from ledger.replay import Span
from ledger.silence import within
from projections.errors import ProjectionError
from projections.runner.folding import Folding
from projections.runner.garbage import uncollected
from projections.runner.indexes import make_index, take_indexes
from projections.runner.live import Live
from projections.runner.session import Bounds, opened, roles_of
from projections.runner.sources import Opening, Sources
from projections.runner.tables import (
    BESIDE,
    STANDING,
    Session,
    Tables,
    drop_tables,
    make_tables,
    put_in_place,
    tables_beside,
)
from projections.view import View
from projections.views import all_views

_TABLES = "SELECT tables FROM projections.standing WHERE view = %s"
_STANDS = """
INSERT INTO projections.standing (view, version, tables) VALUES (%s, %s, %s)
ON CONFLICT (view) DO UPDATE SET version = excluded.version, tables = excluded.tables,
    built_at = clock_timestamp(), anew = false
"""
_LEFT = "SELECT view, tables FROM projections.standing WHERE view <> ALL (%s)"
_GONE = "DELETE FROM projections.standing WHERE view = %s"


class Site(msgspec.Struct, frozen=True):
    """Where views are built: the projector's login, and the way to the logs."""

    dsn: str
    opening: Opening
    bounds: Bounds

    def __repr__(self) -> str:
        """Return nothing of it: it holds a password."""
        return "Site()"


class Beside:
    """Views that are built beside those that stand, and how far they are in each log."""

    def __init__(self, views: Sequence[View], positions: dict[UUID, int]) -> None:
        self.views = views
        self.positions = positions

    def catch_up(self, live: Live, sources: Sources) -> None:
        """Follow the logs to where the standing views are, which come at least as far as these.

        Raises:
            ProjectionError, LedgerError: as `Live.step`.
        """
        tables = Tables.of(live.session, BESIDE, self.views)
        for head in live.heads():
            goal, position = head.position, self.positions.get(head.log, 0)
            while goal < position:
                goal = live.step(head.log, goal)
            folding = sources.folding(head.log)
            while batch := folding.batch(position, live.batch_events, goal):
                with live.writing():
                    for view in self.views:
                        tables.write(live.session, view.change(batch))
                position = batch.last
            self.positions[head.log] = position

    def put_in_place(self, live: Live) -> None:
        """Let these views stand from now on, in one transaction, and keep them up.

        Raises:
            ProjectionError: ``not_caught_up`` if they are not where the standing ones are.
        """
        with live.writing():
            for log, position in live.positions().items():
                if self.positions.get(log, 0) != position:
                    raise ProjectionError("not_caught_up", log=str(log), position=position)
            for view in self.views:
                for (tables,) in live.session.execute(_TABLES, [view.NAME]).fetchall():
                    drop_tables(live.session, STANDING, tables)
                put_in_place(live.session, view)
                names = [view.NAME, view.VERSION, list(view.TABLES)]
                live.session.execute(_STANDS, names)
        live.refresh()


def build(
    site: Site,
    views: Sequence[View],
    logs: Iterable[UUID],
    processes: int = 1,
    stopped: Callable[[], bool] = lambda: False,
) -> Beside | None:
    """Build views beside those that stand, from the first event on; None when ``stopped``.

    With several ``processes``, each of which works on streams of its own, the views MUST be among
    `all_views`, and ``site.opening`` a function that can be pickled.

    Raises:
        ProjectionError: ``unavailable``, ``tables_unlike``.
        LedgerError: as reading the logs.
    """
    with opened(site.dsn, site.bounds) as session:
        with within(session, site.bounds.batch_seconds), session.transaction():
            roles = roles_of(session)
            for view in views:
                make_tables(session, roles, view)
            names = [name for view in views for name in view.TABLES]
            indexes = take_indexes(session, BESIDE, names)
        tables, positions = Tables.of(session, BESIDE, views), dict[UUID, int]()
        for log in logs:
            done = (
                _built_by_several(site, views, log, processes)
                if processes > 1
                else _built_by_one(session, tables, site, views, log)
            )
            for through in done:
                positions[log] = through
                if stopped():
                    return None
    for _ in _indexed(site, indexes, processes):
        if stopped():
            return None
    return Beside(views, positions)


def clear_away(live: Live) -> None:
    """Drop what was being built when its process died."""
    with live.writing():
        drop_tables(live.session, BESIDE, tables_beside(live.session))


def retire(live: Live) -> None:
    """Drop what stands of views that this program does not know any more."""
    with live.writing():
        for name, tables in live.session.execute(_LEFT, [live.names]).fetchall():
            drop_tables(live.session, STANDING, tables)
            live.session.execute(_GONE, [name])


def _indexed(site: Site, statements: Sequence[str], processes: int) -> Iterator[None]:
    """Make indexes, so many at the same time: that is the server's work, and ours to wait for."""
    with ThreadPoolExecutor(processes, "projections-indexes") as threads:
        try:
            yield from threads.map(partial(_make_index, site), statements)
        finally:
            threads.shutdown(wait=True, cancel_futures=True)


def _make_index(site: Site, statement: str) -> None:
    with (
        opened(site.dsn, site.bounds) as session,
        within(session, site.bounds.index_seconds),
        session.transaction(),
    ):
        make_index(session, statement)


def _built_by_one(
    session: Session, tables: Tables, site: Site, views: Sequence[View], log: UUID
) -> Iterator[int]:
    with site.opening(log) as book:
        for span in book.spans():
            yield _write(session, tables, site, views, log, book, span)


def _built_by_several(
    site: Site, views: Sequence[View], log: UUID, processes: int
) -> Iterator[int]:
    names = tuple(view.NAME for view in views)
    try:
        work = partial(_work, site, names, log)
        yield from work_through(partial(site.opening, log), work, processes)
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


def _work(site: Site, names: tuple[str, ...], log: UUID, book: Book, span: Span) -> int:
    hand = _hand(site, names)
    return _write(hand.session, hand.tables, site, hand.views, log, book, span)


def _write(  # noqa: PLR0913, PLR0917 - what one of several processes has in its hands
    session: Session,
    tables: Tables,
    site: Site,
    views: Sequence[View],
    log: UUID,
    book: Book,
    span: Span,
) -> int:
    """Write what the streams of a span are to the views, and return up to which position."""
    streams = [stream for stream, _ in span.versions]
    with uncollected():
        batch = Folding(log, book.following).whole(streams, span.through)
        with within(session, site.bounds.batch_seconds), session.transaction():
            for view in views:
                tables.write(session, view.change(batch), many=True)
    return span.through
