"""How fast the views follow the deals of the reference fair, all of them, tasks included.

The fair is written first; then everything counts, from the first row that is read to the commit of
the last. From nothing, the views stand, empty, and whoever leads takes them to the last event: all
are built anew beside and put in place with their tasks. From later on, they leap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.appends.contender import require_durable
from bench.fair import DEALS, EVENTS
from bench.fair_writing import write_fair
from bench.frame import Figure, peak_mb, talk
from bench.projected import Round, caught_up, followed
from databases import prepared

from ledger.embedded import temporary

ROUNDS = 3
PROCESSES = 2
LATER = 240_000
"""So late that less is missing than stands."""


def run() -> Iterator[Figure]:
    """Yield a figure from nothing, and one from later on."""
    with TemporaryDirectory() as folder, temporary() as server:
        database = prepared(server, "bench")
        require_durable(database.dsn())
        fair = write_fair(database, Path(folder))
        yield _figure(0, [caught_up(database, fair, PROCESSES) for _ in range(ROUNDS)])
        yield _figure(LATER, [followed(database, fair, LATER)])


def _figure(position: int, rounds: Sequence[Round]) -> Figure:
    events = EVENTS - position
    for one in rounds:
        parts = ", ".join(f"{name} {spent:.2f}" for name, spent in one.of_views.items())
        talk(f"{one.seconds:.2f} s, of CPU here {one.cpu_seconds:.2f} s {parts}")
    return {
        "from": position,
        "deals": DEALS,
        "events": events,
        "events_per_s": round(events / median(one.seconds for one in rounds)),
        "cpu_us": round(median(one.cpu_seconds for one in rounds) / events * 1e6, 1),
        "peak_mb": peak_mb(),
    }
