"""Measure how soon each fault is found: ``PYTHONPATH=tests python -m machine`` writes it down."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from machine.faults import FAULTS, SEEDS
from machine.search import search

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "property-tests.md"
TABLE = re.compile(r"(<!-- measured: faults -->\n).*?(<!-- end -->)", re.DOTALL)


def row(fault: str) -> str:
    """Return the row of the table for one fault."""
    tallies = []
    for seed in SEEDS:
        with pytest.MonkeyPatch.context() as patch:
            FAULTS[fault](patch)
            tallies.append(search(seed))
    needed = " | ".join(str(tally.found_after or "not found") for tally in tallies)
    shown = sorted({tally.finding.partition(":")[0] for tally in tallies})
    return f"| {fault} | {needed} | {'; '.join(shown)} |"


def table() -> str:
    """Return the table of every fault and seed."""
    seeds = " | ".join(f"seed {seed}" for seed in SEEDS)
    head = [f"| fault | {seeds} | what no longer held |", "|---" * (len(SEEDS) + 2) + "|"]
    return "\n".join([*head, *map(row, FAULTS)])


def main() -> None:
    """Put the table in its place."""
    measured = table()
    page = PAGE.read_text(encoding="utf-8")
    fresh = TABLE.sub(lambda part: f"{part[1]}{measured}\n{part[2]}", page)
    PAGE.write_text(fresh, encoding="utf-8")


if __name__ == "__main__":
    main()
