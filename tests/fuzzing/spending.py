"""What judging a file takes, counted and not timed: calls, and memory at its highest."""

from __future__ import annotations

import sys
import tracemalloc
from types import FrameType
from typing import Final

import msgspec
from fuzzing.entry import case_of

from signing.trust import TrustPolicy
from signing.verify.verdict import Verdict
from signing.verify.verifier import first_look

CALLS: Final = 2_500_000
"""A tenth of it judges the sealed paper; two of that within a file are judged by pyHanko, too."""
OCTETS: Final = 160 * 1024 * 1024
"""What may be unpacked of a file, at most, and a file of the corpus twice over besides."""


class Spent(msgspec.Struct, frozen=True):
    """A verdict, and what it took."""

    verdict: Verdict
    calls: int
    octets: int


def judged(pdf: bytes, policy: TrustPolicy) -> Spent:
    """Judge a file by our own steps, counting the calls of functions in Python and in C."""
    calls = 0

    def count(_frame: FrameType, event: str, _of: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    tracemalloc.start()
    sys.setprofile(count)
    try:
        verdict = first_look(case_of(pdf, policy))
    finally:
        sys.setprofile(before)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return Spent(verdict, calls, peak)
