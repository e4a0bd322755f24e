"""Clients that all append as fast as they can, for a while."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import perf_counter
from typing import TypeAlias

import msgspec

Append: TypeAlias = Callable[[], None]
"""Appends one event; it is durable when this returns."""

_GATE_SECONDS = 60


class Load(msgspec.Struct, frozen=True):
    """What the clients of one round did: each latency, in seconds, is of one event."""

    seconds: float
    latencies: tuple[float, ...]

    @property
    def events_per_s(self) -> float:
        """How many events a second became durable, all clients together."""
        return len(self.latencies) / self.seconds


def rush(appends: Sequence[Append], duration: float) -> Load:
    """Let each client append for ``duration`` seconds, and finish what it has begun."""
    gate = Barrier(len(appends) + 1)
    with ThreadPoolExecutor(len(appends)) as threads:
        running = [threads.submit(_client, append, gate, duration) for append in appends]
        gate.wait(_GATE_SECONDS)
        started = perf_counter()
        latencies = [latency for client in running for latency in client.result()]
        return Load(perf_counter() - started, tuple(latencies))


def _client(append: Append, gate: Barrier, duration: float) -> list[float]:
    latencies: list[float] = []
    gate.wait(_GATE_SECONDS)
    begun = perf_counter()
    deadline = begun + duration
    while begun < deadline:
        append()
        ended = perf_counter()
        latencies.append(ended - begun)
        begun = ended
    return latencies
