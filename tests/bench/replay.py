"""How fast the deals of the reference fair are replayed, from their rows to their states.

Everything between counts: processes and books are opened, keys unwrapped, rows read, payloads
opened and decoded, states folded, and each compared with what its writer had. Only writing the
fair does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.appends.contender import require_durable
from bench.fair import DEALS, EVENTS
from bench.fair_writing import write_fair
from bench.frame import Figure, talk
from bench.replaying import replayed
from databases import prepared

from ledger.embedded import temporary

PROCESSES = 2
ROUNDS = 5


def run() -> Iterator[Figure]:
    """Yield one figure."""
    with TemporaryDirectory() as folder, temporary() as server:
        database = prepared(server, "bench")
        require_durable(database.dsn())
        fair = write_fair(database, Path(folder))
        # each in a process of its own: what it took to write the fair is no memory of a replay,
        # and nothing that one round has read is known to the next
        with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as apart:
            rounds = [apart.submit(replayed, fair, PROCESSES).result() for _ in range(ROUNDS)]
    for one in rounds:
        talk(f"{one.seconds:.2f} s, of the processes' CPU {one.cpu_seconds:.2f} s")
    yield {
        "processes": PROCESSES,
        "deals": DEALS,
        "events": EVENTS,
        "events_per_s": round(EVENTS / median(one.seconds for one in rounds)),
        "cpu_us": round(median(one.cpu_seconds for one in rounds) / EVENTS * 1e6, 1),
        "peak_mb": max(one.peak_mb for one in rounds),
    }
