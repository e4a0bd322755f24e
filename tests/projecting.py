"""given / when / then for read models: a database with a log, and a projector on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import LiteralString
from uuid import UUID

import msgspec
import psycopg
from bench.appends.ours import new_uuid
from databases import Database
from psycopg import sql
from psycopg.rows import TupleRow
from waiting import until

from aggregates.catalogue import EVENTS
from ledger.application import LogSettings
from ledger.book import Book
from ledger.codec import Codec
from ledger.keys.file_store import FileKeyStore
from ledger.keys.kek import read_kek
from projections.batch import Batch
from projections.change import Change
from projections.runner.leading import Trouble
from projections.runner.live import Live
from projections.runner.pace import Pace
from projections.runner.projector import Projector
from projections.runner.rebuild import Site, build
from projections.runner.session import Bounds
from projections.runner.tables import STANDING, drop_tables
from projections.view import View
from projections.views import all_views

CODEC = Codec(EVENTS)
_BEHIND = """
SELECT FROM ledger.log_head AS h FULL JOIN projections.positions AS p USING (log_id)
WHERE h.position IS DISTINCT FROM p.position LIMIT 1
"""
QUICK = Pace(standby_seconds=0.02, retry_seconds=0.02)
"""For tests, which wait for what happens. Of new events who leads is told: it need not look more
often than it usually does, in fairs that stand for most of a test run."""


class Opened(msgspec.Struct, frozen=True):
    """Opens books of one installation, also in another process."""

    dsn: str
    keys: Path
    kek: bytes

    @contextmanager
    def __call__(self, log: UUID) -> Iterator[Book]:
        """Open the book of a log."""
        settings = LogSettings(dsn=self.dsn, log_id=log, readers=2)
        keys = FileKeyStore(self.keys, self.kek)
        book = Book(settings, CODEC, keys, software="tests/1", new_id=lambda: str(new_uuid()))
        try:
            yield book
        finally:
            book.close()


class House(msgspec.Struct, frozen=True):
    """A database with logs of one installation."""

    database: Database
    home: Path
    logs: tuple[UUID, ...]
    deal: str

    @property
    def opening(self) -> Opened:
        """What opens its books as the projector."""
        dsn = self.database.dsn("projector")
        return Opened(dsn, self.home / "ledger.keys", read_kek(self.home / "ledger.kek"))

    def projector(
        self, views: Sequence[View] = (), pace: Pace = QUICK, trouble: Trouble = lambda _: None
    ) -> Projector:
        """Return a projector of these views, or of all."""
        chosen = views or all_views()
        return Projector(self.site, chosen, pace=pace, follows=self.has, trouble=trouble)

    def has(self, log: UUID) -> bool:
        """Return whether the log is one of its own."""
        return log in self.logs

    @property
    def site(self) -> Site:
        """Where its views are built."""
        return Site(self.database.dsn("projector"), self.opening, Bounds())

    @contextmanager
    def leading_as_is(self, views: Sequence[View] = (), pace: Pace = QUICK) -> Iterator[Live]:
        """Lead, with the views that stand."""
        projector = self.projector(views, pace)
        with ExitStack() as stack:
            found: list[Live] = []
            until(lambda: self._leads(stack, projector, found))
            yield found[0]

    def _leads(self, stack: ExitStack, projector: Projector, found: list[Live]) -> bool:
        """Lead, if the server has noticed that whoever led before is gone."""
        with ExitStack() as attempt:
            live = projector.led(attempt)
            if live is None:
                return False
            found.append(live)
            stack.push(attempt.pop_all())
        return True

    @contextmanager
    def leading(self, views: Sequence[View] = (), pace: Pace = QUICK) -> Iterator[Live]:
        """Lead, with views that stand, empty where nothing has been followed yet."""
        with self.leading_as_is(views, pace) as live:
            if live.stale:
                beside = build(self.site, live.stale, [])
                assert beside is not None
                beside.put_in_place(live)
            yield live

    def run(self, views: Sequence[View] = (), events: int = 500) -> House:
        """Follow every log to its end, in batches of so many events."""
        with self.leading(views) as live:
            for head in live.heads():
                position = head.position
                while position < head.last:
                    position = live.step(head.log, position, events)
        return self

    def begin_anew(self) -> None:
        """Let nothing have been followed yet, and no view stand."""
        with psycopg.connect(self.database.superuser) as connection:
            connection.execute("TRUNCATE projections.positions, projections.tasks")
            stood = connection.execute("DELETE FROM projections.standing RETURNING tables")
            for (tables,) in stood.fetchall():
                drop_tables(connection, STANDING, tables)

    def stands(self) -> bool:
        """Return whether every view can be read."""
        return len(self.query("SELECT FROM projections.standing")) == len(all_views())

    def positions(self) -> dict[UUID, int]:
        """Return how far the views are in each log."""
        rows = self.query("SELECT log_id, position FROM projections.positions")
        return {UUID(str(log)): int(str(position)) for log, position in rows}

    def until_followed(self) -> None:
        """Wait until the views are where the logs are."""
        with psycopg.connect(self.database.superuser, autocommit=True) as connection:
            until(lambda: connection.execute(_BEHIND).fetchone() is None)

    def heads(self) -> dict[UUID, int]:
        """Return how far each log is."""
        rows = self.query("SELECT log_id, position FROM ledger.log_head")
        return {UUID(str(log)): int(str(position)) for log, position in rows}

    def query(self, text: LiteralString, arguments: Sequence[object] = ()) -> list[TupleRow]:
        """Return what a query finds, as one who may see everything."""
        with psycopg.connect(self.database.superuser, autocommit=True) as connection:
            cursor = connection.execute(text, arguments)
            return [] if cursor.description is None else cursor.fetchall()

    def copy(self, name: str) -> House:
        """Return the same house with a database of its own, as it is now."""
        with psycopg.connect(self.database.server.superuser_dsn, autocommit=True) as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(name), sql.Identifier(self.database.name)
                )
            )
        return msgspec.structs.replace(self, database=Database(self.database.server, name))

    def rows(self, table: str) -> list[tuple[object, ...]]:
        """Return every row of a table of the views, in the order of all its columns."""
        return self._rows([table])[table]

    def everything(self) -> dict[str, list[tuple[object, ...]]]:
        """Return the rows of every table of every view."""
        return self._rows([table for view in all_views() for table in view.TABLES])

    def _rows(self, tables: Sequence[str]) -> dict[str, list[tuple[object, ...]]]:
        query = sql.SQL("SELECT t.* FROM {} AS t ORDER BY t::text")
        with psycopg.connect(self.database.superuser) as connection:
            return {
                table: connection.execute(query.format(sql.Identifier(STANDING, table))).fetchall()
                for table in tables
            }

    def query_elsewhere(self, text: LiteralString, arguments: Sequence[object] = ()) -> None:
        """Ask the server over a connection to another database."""
        with psycopg.connect(self.database.server.superuser_dsn, autocommit=True) as connection:
            connection.execute(text, arguments)


class Settled(House, frozen=True, dict=True):
    """A house that nobody changes any more: what its views have is read once."""

    def everything(self) -> dict[str, list[tuple[object, ...]]]:
        """Return what was read of them first."""
        return self._everything

    def rows(self, table: str) -> list[tuple[object, ...]]:
        """Return what was read of a table first."""
        return self._tasks if table == "tasks" else self._everything[table]

    @cached_property
    def _everything(self) -> dict[str, list[tuple[object, ...]]]:
        return super().everything()

    @cached_property
    def _tasks(self) -> list[tuple[object, ...]]:
        return super().rows("tasks")


class Faulty:
    """A view that fails now and then, as ``fault`` says before each batch."""

    def __init__(self, view: View, fault: Callable[[], None]) -> None:
        self._view = view
        self._fault = fault
        self.NAME, self.VERSION = view.NAME, view.VERSION
        self.TABLES, self.DDL = view.TABLES, view.DDL

    def change(self, batch: Batch) -> Iterable[Change]:
        """Fail, or do as the view does."""
        self._fault()
        return self._view.change(batch)


class Newer:
    """A view in its next version, which is the same but for the number."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.NAME, self.VERSION = view.NAME, view.VERSION + 1
        self.TABLES, self.DDL, self.change = view.TABLES, view.DDL, view.change
