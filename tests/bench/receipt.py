"""How long after its commit an event has its receipt, with a local witness, at 50 events a second.

The sequencer and the witness are processes of their own, as an operator starts them; appending and
waiting are what a web process does. Beside it, in turns: until a checkpoint is signed, for which
nobody outside is asked, looked up every few milliseconds.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, TypeAlias

from bench.appends.ours import OurRound, Ours, Writer
from bench.appends.sequenced import sequencing, witnessing
from bench.frame import Figure, interleaved, percentiles_ms, ratio
from databases import prepared

from api.receipts.watch import Watch
from ledger.embedded import temporary
from ledger.keys.file_store import FileKeyStore
from ledger.proof.policy import Policy
from ledger.receipts import Claim, Receipts
from ledger.witnessed import Witnessed

RATE = 50
SECONDS = 6
ROUNDS = 3
CLIENTS = 16
LOOK_SECONDS = 0.004

Wait: TypeAlias = Callable[[Claim], Coroutine[Any, Any, object]]
"""Waits until somebody has what they want of an event."""


def run() -> Iterator[Figure]:
    """Yield one figure."""
    with TemporaryDirectory() as name, temporary() as server:
        folder, database = Path(name), prepared(server, "bench")
        ours = Ours(database.dsn(), FileKeyStore(folder / "keys", bytes(32)))
        with (
            ours.round(CLIENTS, conflicts=False) as one,
            witnessing(one.log_id, folder) as (policy, file),
            sequencing(database, folder / "sequencer", file),
        ):
            yield _figure(one, partial(Watch, database.dsn(), policy, 10.0), policy)


def _figure(one: OurRound, watching: Callable[[], Watch], policy: Policy) -> Figure:
    receipts = Receipts(one.log_id, one.rows, policy)
    latencies: dict[str, list[float]] = {"receipt": [], "signed": []}

    def measure(name: str) -> float:
        found = asyncio.run(_measured(one, watching(), receipts, name))
        latencies[name] += found
        return median(found)

    measure("receipt")  # everything is warm after it
    latencies["receipt"].clear()
    measured = interleaved({name: partial(measure, name) for name in latencies}, ROUNDS)
    signed = percentiles_ms(latencies["signed"])
    return {
        "rate": RATE,
        "events": len(latencies["receipt"]),
        **percentiles_ms(latencies["receipt"]),
        **{f"signed_{key}": value for key, value in signed.items()},
        "ratio_to_signed": round(ratio(measured, "receipt", "signed"), 2),
    }


async def _measured(one: OurRound, watch: Watch, receipts: Receipts, name: str) -> list[float]:
    alone = Witnessed(one.log_id, one.rows)

    async def receipt(claim: Claim) -> None:
        tree = await watch.covering(receipts, claim.position)
        assert tree is not None, "nobody has seen it"
        assert await asyncio.to_thread(receipts.receipt, tree, claim)

    async def signed(claim: Claim) -> None:
        while await asyncio.to_thread(alone.newest, claim.position) is None:  # noqa: ASYNC110 - by another process
            await asyncio.sleep(LOOK_SECONDS)

    async with watch:
        return await _load(one.writers, receipt if name == "receipt" else signed)


async def _load(writers: tuple[Writer, ...], wait: Wait) -> list[float]:
    """Append at the instants that are due; return how long after each commit the wait was over."""
    begin, free = perf_counter(), cycle(writers)
    tasks: list[asyncio.Task[float]] = []
    for number in range(RATE * SECONDS):
        await asyncio.sleep(max(0.0, begin + number / RATE - perf_counter()))
        tasks.append(asyncio.create_task(_one(next(free), wait)))
    return await asyncio.gather(*tasks)


async def _one(writer: Writer, wait: Wait) -> float:
    claim = await asyncio.to_thread(writer.claim)
    committed = perf_counter()
    await wait(claim)
    return perf_counter() - committed
