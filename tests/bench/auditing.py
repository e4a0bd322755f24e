"""One audit of the reference fair, in processes that have loaded no more than it takes."""

from __future__ import annotations

import resource
from time import perf_counter

import msgspec
from bench.fair import EVENTS
from bench.fair_log import FairLog
from bench.frame import peak_mb

from api.checking import CheckedBooks
from ledger.fsck.check import fsck

KILOBYTES_A_MEGABYTE = 1024


class Audited(msgspec.Struct, frozen=True):
    """How long it took, and the memory of all processes together."""

    seconds: float
    peak_mb: float


def audited(fair: FairLog, processes: int) -> Audited:
    """Audit the fair, this process being one of the ``processes``; nothing may be wrong."""
    begun = perf_counter()
    report = fsck(CheckedBooks(fair.dsn, fair.log_id), processes=processes)
    seconds = perf_counter() - begun
    assert report.faults == ()
    assert report.signed is not None
    assert report.signed.size >= EVENTS
    helper = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / KILOBYTES_A_MEGABYTE
    return Audited(seconds, round(peak_mb() + helper * (processes - 1), 1))
