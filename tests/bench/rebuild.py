"""How long it takes to build every view anew from the deals of the reference fair.

Everything counts, from the first table that is made to the commit of the last row: reading, opening
and folding the events of each deal, and writing all its rows and versions. Only the fair and the
swap, which takes no time, do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.appends.contender import require_durable
from bench.fair import DEALS, EVENTS
from bench.fair_writing import write_fair
from bench.frame import Figure, talk
from bench.projected import built
from databases import prepared

from ledger.embedded import temporary

PROCESSES = 2
ROUNDS = 3
PUBLISHED = 250_000
"""Deal events of the fair after which this one is modelled."""


def run() -> Iterator[Figure]:
    """Yield one figure."""
    with TemporaryDirectory() as folder, temporary() as server:
        database = prepared(server, "bench")
        require_durable(database.dsn())
        fair = write_fair(database, Path(folder), citing=True)
        rounds = [built(database, fair, PROCESSES) for _ in range(ROUNDS)]
    for one in rounds:
        talk(f"{one.seconds:.2f} s")
    seconds = median(one.seconds for one in rounds)
    yield {
        "processes": PROCESSES,
        "deals": DEALS,
        "events": EVENTS,
        "events_per_s": round(EVENTS / seconds),
        "s_for_250k": round(seconds * PUBLISHED / EVENTS, 2),
    }
