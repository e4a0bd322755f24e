"""One replay of the reference fair. Apart from the rest: processes that replay load no more."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from time import perf_counter, process_time

import msgspec
from bench.fair import DEALS, EVENTS
from bench.fair_log import FairLog, expected
from bench.frame import peak_mb

from aggregates.deal import DEAL
from ledger.book import Book
from ledger.processes import work_through
from ledger.replay import Span


class Piece(msgspec.Struct, frozen=True):
    """What one process did with one span, and how it stood then."""

    process: int
    deals: int
    events: int
    cpu_seconds: float
    peak_mb: float


class Replay(msgspec.Struct, frozen=True):
    """One replay of the whole fair."""

    seconds: float
    cpu_seconds: float
    peak_mb: float


def replayed(fair: FairLog, processes: int) -> Replay:
    """Replay the fair, this process being one of the ``processes``."""
    begun, before = perf_counter(), process_time()
    pieces = list(work_through(fair.opened, partial(check, fair.written), processes))
    seconds, own = perf_counter() - begun, process_time() - before
    assert sum(one.deals for one in pieces) == DEALS
    assert sum(one.events for one in pieces) == EVENTS
    last = {one.process: one for one in pieces if one.process != os.getpid()}
    return Replay(
        seconds,
        own + sum(one.cpu_seconds for one in last.values()),
        round(peak_mb() + sum(one.peak_mb for one in last.values()), 1),
    )


def check(written: Path, book: Book, span: Span) -> Piece:
    """Replay a span, and compare each deal with what its writer had."""
    states = expected(written)
    deals = events = 0
    for one in book.replay(DEAL, span):
        assert one.state == states[str(one.stream_id)], one.stream_id
        deals += 1
        events += one.version
    return Piece(os.getpid(), deals, events, process_time(), peak_mb())
