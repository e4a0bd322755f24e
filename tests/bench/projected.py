"""One round of following the reference fair, of catching up with it, or of building its views."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from os import sysconf
from pathlib import Path
from time import perf_counter, process_time

import msgspec
import psycopg
from bench.fair_log import KEK, FairLog
from databases import Database
from msgspec.structs import replace
from projecting import Opened
from psycopg import sql

from projections.batch import Batch
from projections.change import Change
from projections.runner.pace import USUAL, Pace
from projections.runner.projector import Projector
from projections.runner.rebuild import Site, build
from projections.runner.session import Bounds
from projections.view import View
from projections.views import all_views

LEAP = 50_000
"""How far to leap at once to where a round begins."""


class Round(msgspec.Struct, frozen=True):
    """How long it took, how long our processes were at work, and each view's part of that.

    ``server_seconds`` is how long all processes of the server were, those that tidy up included.
    """

    seconds: float
    cpu_seconds: float
    server_seconds: float
    of_views: dict[str, float] = {}


class Timed:
    """A view, and how long its changes took to make."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.seconds = 0.0
        self.NAME, self.VERSION = view.NAME, view.VERSION
        self.TABLES, self.DDL = view.TABLES, view.DDL

    def change(self, batch: Batch) -> Iterable[Change]:
        """Do as the view does, and take the time."""
        begun = process_time()
        changes = list(self._view.change(batch))
        self.seconds += process_time() - begun
        return changes


def caught_up(database: Database, fair: FairLog, processes: int) -> Round:
    """Bring views that stand, empty, to the end of the fair, as whoever leads does."""
    _stand_at(database, fair, 0)
    projector = _projector(database, fair, all_views(), Pace(processes=processes))
    took = _taking(database)
    assert projector.catch_up()
    return took()


def followed(database: Database, fair: FairLog, position: int, through: int) -> Round:
    """Follow the fair from a position to another one, in leaps, as few as can be."""
    _stand_at(database, fair, position)
    views = [Timed(view) for view in all_views()]
    with ExitStack() as stack:
        live = _projector(database, fair, views).led(stack)
        assert live is not None
        took = _taking(database)
        (head,) = live.heads()
        head = replace(head, last=through)
        while head.position < head.last:
            head = replace(head, position=live.further(head))
        return replace(took(), of_views={view.NAME: view.seconds for view in views})


def _stand_at(database: Database, fair: FairLog, position: int) -> None:
    """Let all views stand at a position, with nothing of it in memory."""
    _empty(database)
    with ExitStack() as stack:
        live = _projector(database, fair, all_views()).led(stack)
        assert live is not None
        beside = build(_site(database, fair), all_views(), [])
        assert beside is not None
        beside.put_in_place(live)
        for after in range(0, position, LEAP):
            live.leap(fair.log_id, after, min(after + LEAP, position))


def _taking(database: Database) -> Callable[[], Round]:
    """Begin a round; what is returned says what it came to."""
    begun, before, server = perf_counter(), _at_work(), _server_at_work(database)
    return lambda: Round(
        perf_counter() - begun, _at_work() - before, _server_at_work(database) - server
    )


def _server_at_work(database: Database) -> float:
    """Return how many seconds the server's processes were at work, and those that it has had."""
    with psycopg.connect(database.superuser) as connection:
        parent = _stat(connection.info.backend_pid)[1]
    processes = [int(one.name) for one in Path("/proc").glob("[0-9]*")]
    found = [stat for process in processes if (stat := _stat(process))]
    ticks = sum(sum(map(int, stat[11:13])) for stat in found if stat[1] == parent)
    ticks += sum(map(int, _stat(int(parent))[11:15]))
    return ticks / sysconf("SC_CLK_TCK")


def _stat(process: int) -> list[str]:
    """Return what stands behind a process's name in its ``stat`` (proc(5)); nothing if it is gone.

    The second field is the parent; from the twelfth on: ticks as user, for the system, and those
    of children that were waited for.
    """
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _at_work() -> float:
    """Return how many seconds this process and those that it has had were at work."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + ended.ru_utime + ended.ru_stime


def built(database: Database, fair: FairLog, processes: int) -> Round:
    """Build every view of the fair, and put all in place."""
    _empty(database)
    with ExitStack() as stack:
        live = _projector(database, fair, all_views()).led(stack)
        assert live is not None
        took = _taking(database)
        beside = build(_site(database, fair), all_views(), [fair.log_id], Pace(processes=processes))
        assert beside is not None
        return took()


def _site(database: Database, fair: FairLog) -> Site:
    dsn = database.dsn("projector")
    return Site(dsn, Opened(dsn, fair.keys, KEK), Bounds())


def _projector(
    database: Database, fair: FairLog, views: Sequence[View], pace: Pace = USUAL
) -> Projector:
    site = _site(database, fair)
    return Projector(site, views, pace=pace, follows=lambda log: log == fair.log_id)


def _empty(database: Database) -> None:
    with psycopg.connect(database.superuser, autocommit=True) as connection:
        connection.execute("TRUNCATE projections.positions, projections.tasks")
        connection.execute("DELETE FROM projections.standing")
        for view in all_views():
            for table in view.TABLES:
                drop = sql.SQL("DROP TABLE IF EXISTS {}")
                connection.execute(drop.format(sql.Identifier("projections", table)))
