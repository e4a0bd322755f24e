"""How fast the views follow the deals of the reference fair, all of them, tasks included.

The fair is written first; then everything counts, from the first row that is read to the commit of
the last batch. The views stand before, empty: none is built, all are kept up.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.appends.contender import require_durable
from bench.fair import DEALS, EVENTS
from bench.fair_writing import write_fair
from bench.frame import Figure, peak_mb, talk
from bench.projected import followed
from databases import prepared

from ledger.embedded import temporary

ROUNDS = 3


def run() -> Iterator[Figure]:
    """Yield one figure."""
    with TemporaryDirectory() as folder, temporary() as server:
        database = prepared(server, "bench")
        require_durable(database.dsn())
        fair = write_fair(database, Path(folder))
        rounds = [followed(database, fair) for _ in range(ROUNDS)]
    for one in rounds:
        parts = ", ".join(f"{name} {spent:.2f}" for name, spent in one.of_views.items())
        talk(f"{one.seconds:.2f} s, of CPU here {one.cpu_seconds:.2f} s: {parts}")
    yield {
        "deals": DEALS,
        "events": EVENTS,
        "events_per_s": round(EVENTS / median(one.seconds for one in rounds)),
        "cpu_us": round(median(one.cpu_seconds for one in rounds) / EVENTS * 1e6, 1),
        "peak_mb": peak_mb(),
    }
