"""Following while others write, and while the server says nothing."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime

from bench.appends.ours import new_uuid
from following import LEADER, following
from msgspec.structs import replace
from projecting import QUICK, House
from waiting import until

from aggregates.project import PROJECT
from aggregates.project.events import ProjectListed
from ledger.book import Book
from ledger.context import Context
from ledger.sources import One
from projections.runner.projector import Projector
from projections.runner.session import Bounds

WRITERS, PROJECTS = 4, 15


def test_nothing_is_passed_over_while_many_write(house: House) -> None:
    _, edition = house.logs
    with (
        following(house.projector()) as _,
        replace(house.opening, dsn=house.database.dsn("app"))(edition) as book,
        ThreadPoolExecutor(WRITERS) as writers,
    ):
        listed = list(writers.map(lambda _: listing(book), range(WRITERS * PROJECTS)))
        until(house.stands)
        house.until_followed()
    shown = {
        str(project)
        for (project,) in house.query("SELECT project FROM projections.search_projects")
    }
    assert set(listed) < shown
    running = house.everything()
    house.query("UPDATE projections.standing SET anew = true")
    assert house.projector().catch_up()
    assert house.everything() == running


def test_a_log_that_is_opened_later_is_followed_as_well(house: House) -> None:
    registry, edition = house.logs
    only = replace(house, logs=(registry,))
    with following(only.projector()):
        until(lambda: registry in house.positions())
    assert edition not in house.positions()
    with following(house.projector()):
        house.until_followed()


def test_a_server_that_hangs_ends_the_lead_and_is_tried_again(house: House) -> None:
    told: list[Exception] = []
    short = Bounds(statement_seconds=0.3, lock_seconds=0.2, batch_seconds=0.5)
    projector = Projector(
        replace(house.site, bounds=short),
        (),
        pace=QUICK,
        follows=house.has,
        trouble=told.append,
    )
    with following(projector):
        house.until_followed()
        with frozen(house):
            until(lambda: bool(told))
            until(lambda: not projector.leads.is_set())
        until(projector.leads.is_set)
    assert "no answer within" in str(told[0])


def listing(book: Book) -> str:
    """List a project, and return its id."""
    project, at = str(new_uuid()), datetime.now(UTC)  # noqa: TID251 - the writer's clock
    event = ProjectListed(
        at=at,
        project=project,
        title="A plant",
        owner="andes",
        sponsor="",
        industry="2710",
        destination="PE-LIM",
        amount=None,
        by="someone",
    )
    context = Context(
        actor="someone",
        authentication="passkey",
        correlation_id=project,
        idempotency_key=project,
        request=b"",
    )
    book.handle(One(PROJECT, project), lambda _, listed: [listed], event, context)
    return project


@contextmanager
def frozen(house: House) -> Iterator[None]:
    """Stop the session that leads, as if its server hung."""
    processes = [int(str(process)) for (process,) in house.query(LEADER)]
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)
