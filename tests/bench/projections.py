"""How fast the views follow the deals of the reference fair, all of them, tasks included.

The fair is written first; then everything counts, from the first row that is read to the commit of
the last. From nothing, the views stand, empty, and whoever leads takes them to the last event: all
are built anew beside and put in place with their tasks. From later on, they leap, though half as
much is missing as stands and a leader would build anew: with nothing in memory, the states of twice
as many events are folded first. So it says when building anew takes less.

The CPU is that of our processes, ``server_cpu_us`` that of all of the server's: on a machine where
others are at work too, these say more than the clock does.
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
LATER, UNTIL = 100_000, 150_000
"""So late, and so little, that to build anew takes about as much as to leap."""


def run() -> Iterator[Figure]:
    """Yield a figure from nothing, and one from later on."""
    with TemporaryDirectory() as folder, temporary() as server:
        database = prepared(server, "bench")
        require_durable(database.dsn())
        fair = write_fair(database, Path(folder), citing=True)
        yield _figure(0, EVENTS, [caught_up(database, fair, PROCESSES) for _ in range(ROUNDS)])
        yield _figure(LATER, UNTIL, [followed(database, fair, LATER, UNTIL)])


def _figure(position: int, until: int, rounds: Sequence[Round]) -> Figure:
    events = until - position
    for one in rounds:
        parts = ", ".join(f"{name} {spent:.2f}" for name, spent in one.of_views.items())
        cpu = f"of CPU here {one.cpu_seconds:.2f} s, of the server's {one.server_seconds:.2f} s"
        talk(f"{one.seconds:.2f} s, {cpu} {parts}")
    return {
        "from": position,
        "deals": DEALS,
        "events": events,
        "events_per_s": round(events / median(one.seconds for one in rounds)),
        "cpu_us": round(median(one.cpu_seconds for one in rounds) / events * 1e6, 1),
        "server_cpu_us": round(median(one.server_seconds for one in rounds) / events * 1e6, 1),
        "peak_mb": peak_mb(),
    }
