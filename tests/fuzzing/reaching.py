"""Which code a file reaches: the steps from line to line in what reads and judges it."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType
from typing import Any, Final, TypeAlias

from fuzzing.entry import case_of

import signing
from signing.trust import TrustPolicy
from signing.verify.verdict import Verdict
from signing.verify.verifier import first_look

Arc: TypeAlias = tuple[str, int, int]
"""A file, a line of it, and the line that came after."""
_ROOT: Final = str(Path(signing.__file__).parent)
_READERS: Final = tuple(f"{_ROOT}/{name}/" for name in ("verify", "cms", "der", "timestamp", "pki"))


def reached(pdf: bytes, policy: TrustPolicy) -> tuple[Verdict, frozenset[Arc]]:
    """Return the verdict on a file, and the arcs that it led through."""
    arcs: set[Arc] = set()

    def enter(frame: FrameType, _event: str, _of: object) -> Any:
        name = frame.f_code.co_filename
        if not name.startswith(_READERS):
            return None
        last = 0

        def step(inside: FrameType, _event: str, _of: object) -> Any:
            nonlocal last
            arcs.add((name, last, inside.f_lineno))
            last = inside.f_lineno
            return step

        return step

    sys.settrace(enter)
    try:
        verdict = first_look(case_of(pdf, policy))
    finally:
        sys.settrace(None)
    return verdict, frozenset(arcs)
