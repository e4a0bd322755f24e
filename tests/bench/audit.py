"""How fast a log is audited: every row, opening, leaf, chain, the tree, and what was signed of it.

The reference fair is written through append and signed by a sequencer. Then everything that is
stored is read and hashed anew, by one process and by two, each time by processes of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.appends.contender import require_durable
from bench.auditing import Audited, audited
from bench.fair import DEALS, EVENTS
from bench.fair_writing import write_fair
from bench.frame import Figure, talk
from bench.signing_fair import sign_fair
from databases import prepared

from ledger.embedded import temporary

PROCESSES = (1, 2)
ROUNDS = 5


def run() -> Iterator[Figure]:
    """Yield a figure for each number of processes; the rounds of both take turns."""
    with TemporaryDirectory() as folder, temporary() as server:
        database = prepared(server, "bench")
        require_durable(database.dsn())
        fair = write_fair(database, Path(folder))
        sign_fair(database, fair, Path(folder))
        rounds: dict[int, list[Audited]] = {processes: [] for processes in PROCESSES}
        with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as apart:
            for _ in range(ROUNDS):
                for processes in PROCESSES:
                    rounds[processes].append(apart.submit(audited, fair, processes).result())
    alone = median(one.seconds for one in rounds[1])
    for processes, several in rounds.items():
        seconds = median(one.seconds for one in several)
        talk(f"{processes}: {', '.join(f'{one.seconds:.2f}' for one in several)} s")
        yield {
            "processes": processes,
            "deals": DEALS,
            "events": EVENTS,
            "events_per_s": round(EVENTS / seconds),
            "ratio_to_one": round(alone / seconds, 2),
            "peak_mb": max(one.peak_mb for one in several),
        }
