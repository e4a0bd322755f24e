"""What every benchmark needs: fair rounds, medians, percentiles, and one JSON line a figure.

A benchmark is a module of this folder with ``def run() -> Iterable[Figure]``; its name is the
module's. ``make bench`` runs them all, ``make bench B=name`` one. Figures go to standard output,
everything else to standard error.
"""

from __future__ import annotations

import re
import resource
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import TypeAlias

Figure: TypeAlias = Mapping[str, str | int | float]
"""One line: ``clients``, ``ratio_to_raw``, ``events_per_s``, ``ms``, ``peak_mb``, ..."""


def interleaved(
    contenders: Mapping[str, Callable[[], float]], rounds: int
) -> dict[str, list[float]]:
    """Measure each contender once a round, and return what each round gave.

    The order turns from round to round, so that nobody always comes first, after the slowest, or
    while the machine is warming up.
    """
    measured: dict[str, list[float]] = {name: [] for name in contenders}
    names = list(contenders)
    for number in range(rounds):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            measured[name].append(contenders[name]())
    return measured


def medians(measured: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """Return the median of each contender's rounds."""
    return {name: median(values) for name, values in measured.items()}


def ratio(measured: Mapping[str, Sequence[float]], ours: str, theirs: str) -> float:
    """Return the median, over the rounds, of ours / theirs in the same round."""
    pairs = zip(measured[ours], measured[theirs], strict=True)
    return median(mine / other for mine, other in pairs)


def seconds(work: Callable[[], object]) -> float:
    """Return how long ``work`` takes, in seconds of the wall clock."""
    started = perf_counter()
    work()
    return perf_counter() - started


def percentiles_ms(latencies: Sequence[float]) -> dict[str, float]:
    """Return ``p50_ms``, ``p95_ms`` and ``p99_ms`` of two or more ``latencies`` in seconds."""
    cuts = quantiles(latencies, n=100, method="inclusive")
    return {f"p{cut}_ms": round(cuts[cut - 1] * 1000, 3) for cut in (50, 95, 99)}


def peak_mb() -> float:
    """Return the most memory that this process has had, in MB of 10**6 bytes."""
    try:
        status = Path("/proc/self/status").read_text("ascii")
    except FileNotFoundError:
        return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 1)
    # what getrusage(2) says here includes the process that started this one
    (peak,) = re.findall(r"^VmHWM:\s+([0-9]+) kB$", status, re.MULTILINE)
    return round(int(peak) * 1024 / 1e6, 1)


def talk(sentence: str) -> None:
    """Tell whoever watches what is going on."""
    print(sentence, file=sys.stderr, flush=True)
