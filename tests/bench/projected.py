"""One round of following the reference fair, or of building its views anew."""

from __future__ import annotations

from contextlib import ExitStack
from time import perf_counter, process_time

import msgspec
import psycopg
from bench.fair_log import KEK, FairLog
from databases import Database
from projecting import Opened

from projections.runner.pace import Pace
from projections.runner.projector import Projector
from projections.runner.rebuild import Site, build
from projections.runner.session import Bounds
from projections.views import all_views


class Round(msgspec.Struct, frozen=True):
    """How long it took, and how long this process was at work."""

    seconds: float
    cpu_seconds: float


def followed(database: Database, fair: FairLog) -> Round:
    """Follow the fair from its first event to its last."""
    _empty(database)
    with ExitStack() as stack:
        live = _projector(database, fair).led(stack)
        assert live is not None
        beside = build(_site(database, fair), all_views(), [])
        assert beside is not None
        beside.put_in_place(live)
        begun, before = perf_counter(), process_time()
        (head,) = live.heads()
        position = 0
        while position < head.last:
            position = live.step(fair.log_id, position)
        return Round(perf_counter() - begun, process_time() - before)


def built(database: Database, fair: FairLog, processes: int) -> Round:
    """Build every view of the fair, and put all in place."""
    _empty(database)
    with ExitStack() as stack:
        live = _projector(database, fair).led(stack)
        assert live is not None
        begun, before = perf_counter(), process_time()
        beside = build(_site(database, fair), all_views(), [fair.log_id], processes)
        assert beside is not None
        return Round(perf_counter() - begun, process_time() - before)


def _site(database: Database, fair: FairLog) -> Site:
    dsn = database.dsn("projector")
    return Site(dsn, Opened(dsn, fair.keys, KEK), Bounds())


def _projector(database: Database, fair: FairLog) -> Projector:
    site = _site(database, fair)
    return Projector(site, all_views(), pace=Pace(), follows=lambda log: log == fair.log_id)


def _empty(database: Database) -> None:
    with psycopg.connect(database.superuser, autocommit=True) as connection:
        connection.execute("TRUNCATE projections.positions, projections.tasks")
        connection.execute("DELETE FROM projections.standing")
        for view in all_views():
            for table in view.TABLES:
                connection.execute(f"DROP TABLE IF EXISTS projections.{table}")
