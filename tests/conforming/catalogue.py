"""All cases for verifiers of evidence bundles and receipts, and where they are kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from conforming import (
    container_cases,
    earlier_cases,
    erasure_cases,
    head_cases,
    history_cases,
    manifest_cases,
    paper_cases,
    policy_cases,
    receipt_cases,
    tree_cases,
)
from conforming.case import Case
from house.source import ROOT

KEPT: Final = ROOT / "conformance"
PARTS: Final = (
    container_cases,
    earlier_cases,
    manifest_cases,
    head_cases,
    policy_cases,
    history_cases,
    tree_cases,
    erasure_cases,
    paper_cases,
    receipt_cases,
)


def all_cases() -> Iterator[Case]:
    """Yield every case as it is made now."""
    for part in PARTS:
        yield from part.cases()


def folder(name: str) -> Path:
    """Return where a case is kept."""
    return KEPT / name
