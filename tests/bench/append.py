"""How fast events become durable: ours, a raw INSERT and COMMIT, and the library as it comes.

All three in one process against one embedded server, each client on a stream of its own. Ours
does what the others do not: it encrypts, salts, chains, records the command, and recomputes each
leaf. After each round all rows are read back: none may be missing, and each must be at its place.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psycopg
from bench.appends.contender import Contender, require_durable
from bench.appends.ours import Ours
from bench.appends.raw import Raw
from bench.appends.sample import sealed
from bench.appends.sequenced import sequencing
from bench.appends.stock import Stock
from bench.crowd import Load, rush
from bench.frame import Figure, interleaved, medians, percentiles_ms, ratio, talk
from databases import Database, prepared

from ledger.embedded import temporary
from ledger.keys.file_store import FileKeyStore

RUNS = ((1, False), (16, False), (64, False), (16, True))
"""How many clients, and whether each tenth event collides first."""
SEQUENCED = (16, 64)
"""How many clients, while another process signs what they append."""
ROUNDS = 5
SECONDS = 1.5


def run() -> Iterator[Figure]:
    """Yield a figure for each run, and what the process that signs costs who writes."""
    with contenders() as (database, compared):
        for clients, conflicts in RUNS:
            yield _figure(database, compared, clients, conflicts=conflicts)
        with TemporaryDirectory() as keys:
            for clients in SEQUENCED:
                yield _sequenced(database, compared["ours"], clients, Path(keys))


@contextmanager
def contenders() -> Generator[tuple[Database, dict[str, Contender]], None, None]:
    """Start a server, and give it and the three that are compared."""
    with TemporaryDirectory() as folder, temporary() as server:
        database = prepared(server, "bench")
        for dsn in (database.dsn(), database.superuser):
            require_durable(dsn)
        keys = FileKeyStore(Path(folder) / "keys", bytes(32))
        ours, event = Ours(database.dsn(), keys), sealed(keys)
        talk(f"the event has {len(event.payload)} bytes, and {len(event.meta)} of meta")
        raw, stock = Raw(database.superuser, event), Stock(database.superuser, event.payload)
        yield database, {"ours": ours, "raw": raw, "stock": stock}


def _figure(
    database: Database, compared: dict[str, Contender], clients: int, *, conflicts: bool
) -> Figure:
    loads: dict[str, list[Load]] = {name: [] for name in compared}

    def measure(name: str) -> float:
        with psycopg.connect(database.superuser, autocommit=True) as connection:
            connection.execute("CHECKPOINT")
        loads[name].append(_measured(compared[name], clients, conflicts=conflicts))
        return loads[name][-1].events_per_s

    measured = interleaved({name: partial(measure, name) for name in compared}, ROUNDS)
    each = [percentiles_ms(load.latencies) for load in loads["ours"]]
    typical = medians(measured)
    return {
        "clients": clients,
        "conflicts": 0.1 if conflicts else 0,
        "ratio_to_raw": round(ratio(measured, "ours", "raw"), 3),
        "ratio_to_stock": round(ratio(measured, "ours", "stock"), 2),
        "events_per_s": round(typical["ours"]),
        "raw_per_s": round(typical["raw"]),
        "stock_per_s": round(typical["stock"]),
        **{key: round(median(one[key] for one in each), 3) for key in each[0]},
    }


def _sequenced(database: Database, ours: Contender, clients: int, keys: Path) -> Figure:
    """Return how much longer the same takes while another process signs every log."""

    def alone() -> float:
        return _measured(ours, clients, conflicts=False).events_per_s

    def signed() -> float:
        with sequencing(database, keys):
            return alone()

    measured = interleaved({"alone": alone, "signed": signed}, ROUNDS)
    typical = medians(measured)
    return {
        "clients": clients,
        "what": "while the logs are signed",
        "wall_cost": round(ratio(measured, "alone", "signed"), 3),
        "events_per_s": round(typical["signed"]),
        "unsigned_per_s": round(typical["alone"]),
    }


def _measured(contender: Contender, clients: int, *, conflicts: bool) -> Load:
    with contender.round(clients, conflicts=conflicts) as one:
        for append in one.appends:
            append()
        load = rush(one.appends, SECONDS)
        one.require(clients + len(load.latencies))
        return load
