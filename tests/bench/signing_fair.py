"""Signing the log of the reference fair, as its sequencer does."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from bench.appends.ours import new_uuid
from bench.fair import EVENTS
from bench.fair_log import FairLog
from bench.frame import talk
from databases import Database

from ledger.errors import LedgerError
from ledger.sequencer.cosigning import Cosigning
from ledger.sequencer.followed import Followed, Office
from ledger.sequencer.keys import LogKeys
from ledger.sequencer.session import opened
from ledger.signed import read_signed


def sign_fair(database: Database, fair: FairLog, folder: Path) -> None:
    """Sign every event of the fair."""
    begun, dsn = perf_counter(), database.dsn("sequencer")
    office = Office(
        dsn=dsn,
        keys=LogKeys(folder, "ledger.example.org"),
        software="bench",
        new_id=lambda: str(new_uuid()),
        clock=lambda: datetime.now(UTC),  # noqa: TID251 - when it is signed is none of the figures
    )
    with opened(dsn) as session:
        followed = Followed(office, session, fair.log_id, Cosigning(dsn, (), _fail), _fail)
        with closing(followed):
            while followed.step():
                continue
    (log,) = [one for one in read_signed(dsn) if one.log_id == fair.log_id]
    assert log.size >= EVENTS
    talk(f"signed {log.size} events in {perf_counter() - begun:.1f} s")


def _fail(failed: LedgerError) -> None:
    raise failed
