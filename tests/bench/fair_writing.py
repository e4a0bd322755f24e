"""Writing the deals of the reference fair through append, all of them at the same time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TypeAlias
from uuid import UUID

import msgspec
import psycopg
from bench.appends.ours import new_uuid
from bench.citing import Citing
from bench.fair import Course, Plot, courses
from bench.fair_log import CODEC, KEK, FairLog, Written
from bench.fair_plots import plots
from bench.frame import talk
from databases import Database

from aggregates.deal.events import DealEvent
from ledger.append.appender import Appender
from ledger.append.request import Stored
from ledger.application import LedgerApplication, LogSettings
from ledger.contents import EventContents
from ledger.context import Context
from ledger.drafting import Drafting
from ledger.envelope import Envelope
from ledger.keys.file_store import FileKeyStore
from ledger.logs import open_log
from ledger.opening import NO_LEAF
from ledger.reader import StreamView

CLIENTS = 16
EVENTS_A_COMMAND = 5

Happening: TypeAlias = Callable[[Course], Sequence[DealEvent]]
"""What happened in a deal."""


def write_fair(database: Database, folder: Path, *, citing: bool = False) -> FairLog:
    """Play the plots and write all deals of the fair through append.

    ``citing``: each cites its own rows and sides, so that whoever follows it finds them accepted.
    """
    begun = perf_counter()
    fair = FairLog(database.dsn(), new_uuid(), folder / "keys", folder / "written")
    played = plots(database, folder)
    deals = courses([len(plot) for plot in played])
    write_deals(fair, deals, played, Citing(played).events if citing else None)
    _tidy(database)
    talk(f"wrote {len(deals)} deals in {perf_counter() - begun:.0f} s")
    return fair


def _tidy(database: Database) -> None:
    """Do now what the server would do by itself within minutes, and in the middle of a round."""
    with psycopg.connect(database.superuser, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
        connection.execute("CHECKPOINT")


def write_deals(
    fair: FairLog,
    deals: Sequence[Course],
    played: Sequence[Plot],
    events_of: Happening | None = None,
) -> None:
    """Write ``deals`` to the log, and beside it what its readers must find there.

    Who reads finds what the plots say, unless ``events_of`` says what happened in a deal.
    """
    encoded = [[CODEC.encode(event) for event in plot] for plot in played]
    fair.written.write_bytes(msgspec.msgpack.encode(Written(encoded, list(deals))))
    open_log(fair.dsn, fair.log_id)
    keys = FileKeyStore(fair.keys, KEK)
    contents = EventContents(fair.log_id, CODEC, keys)
    envelope = Envelope(fair.log_id, keys, "bench", lambda: str(new_uuid()))
    settings = LogSettings(dsn=fair.dsn, log_id=fair.log_id)
    application = LedgerApplication(settings, contents, envelope)
    try:
        drafting, plain = Drafting(contents, envelope), partial(Course.events, plots=played)
        _enact(drafting, application.appender, deals, events_of or plain)
    finally:
        application.close()


def _enact(
    drafting: Drafting, appender: Appender, courses: Sequence[Course], events_of: Happening
) -> None:
    """Write every deal. Each takes a few steps, then the next one does: no deal lies together."""
    with ThreadPoolExecutor(CLIENTS) as threads:
        writing = [
            threads.submit(_write, drafting, appender, courses[client::CLIENTS], events_of)
            for client in range(CLIENTS)
        ]
        for client in writing:
            client.result()


def _write(
    drafting: Drafting, appender: Appender, courses: Sequence[Course], events_of: Happening
) -> None:
    going_on = [_steps(drafting, appender, one.deal, events_of(one)) for one in courses]
    while going_on:
        going_on = [steps for steps in going_on if next(steps, None)]


def _steps(
    drafting: Drafting, appender: Appender, deal: str, events: Sequence[DealEvent]
) -> Iterator[Stored]:
    """Append the events of one deal, some at a time."""
    last_leaf = NO_LEAF
    for version in range(0, len(events), EVENTS_A_COMMAND):
        view = StreamView(deal, UUID(deal), version, last_leaf, ())
        command = events[version : version + EVENTS_A_COMMAND]
        draft = drafting.draft({deal: view}, {deal: command}, _context(deal, version), ())
        stored = appender.append(draft.request)
        assert isinstance(stored, Stored), stored
        last_leaf = stored.leaf_hashes[-1]
        yield stored


def _context(deal: str, version: int) -> Context:
    person = str(new_uuid())
    return Context(
        actor=person,
        on_behalf_of=person,
        authentication="passkey",
        correlation_id=deal,
        idempotency_key=f"{deal}:{version}",
        request=bytes(32),
    )
