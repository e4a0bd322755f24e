"""What is drawn for a move: who, with whom, on which paper, which words, how long."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final, NamedTuple, TypeAlias

import msgspec
from hypothesis import strategies as st
from machine.cast import SIDES
from machine.decisions import Step
from machine.model import Model
from machine.wording import AGREEMENT, AMENDMENTS, FRAMES, LETTER, NDA, TERMINATION, VERSIONS
from msgspec.structs import replace


class How(msgspec.Struct, frozen=True):
    """Everything that a move may need to know; each takes of it what it needs.

    ``side`` acts, on ``other`` if on anybody; ``rows`` has a bit for each row that is meant.
    """

    side: str
    other: str
    paper: str
    row: int
    rows: int
    version: int
    number: int
    time: timedelta


class Move(NamedTuple):
    """When a command makes sense, and the command."""

    when: Callable[[Model], bool]
    step: Callable[[Model, How], Step]


Moves: TypeAlias = Mapping[str, Move]

SIDE: Final = st.sampled_from(sorted(SIDES))
PAPER: Final = st.sampled_from(
    (*(AGREEMENT,) * 6, *(NDA,) * 3, LETTER, *AMENDMENTS, AMENDMENTS[0], TERMINATION)
)
ROW: Final = st.integers(0, 11)
"""The nth row of a table, counted round; one in twelve is on no table."""
TIME: Final = st.sampled_from(
    (
        *(timedelta(minutes=5), timedelta(minutes=20), timedelta(hours=5), timedelta(hours=9)),
        *(timedelta(hours=20), timedelta(days=1), timedelta(days=2), timedelta(days=4)),
        *(timedelta(days=20), timedelta(days=100)),
    )
)
HOW: Final = st.builds(
    How,
    side=SIDE,
    other=SIDE,
    paper=PAPER,
    row=ROW,
    rows=st.integers(0, 15),
    version=st.integers(0, VERSIONS - 1),
    number=st.integers(0, FRAMES - 1),
    time=TIME,
)


def by_a_side(model: Model, how: How) -> How:
    """Return ``how`` with the two sides exchanged, if only the other one negotiates."""
    if how.side not in model.sides and how.other in model.sides:
        return replace(how, side=how.other, other=how.side)
    return how


def named(model: Model, how: How, *progress: str) -> str:
    """Return the paper if it is at one of ``progress``, else one that is, else the leading."""
    fitting = [key for key, paper in model.papers.items() if paper.progress in progress]
    if how.paper in model.papers and (how.paper in fitting or not fitting):
        return how.paper
    return fitting[-1] if fitting else AGREEMENT


def row_of(model: Model, how: How, paper: str) -> str:
    """Return one of the rows that are on the table of the paper, or now and then of none."""
    rows = model.papers[paper].rows
    return rows[how.row % len(rows)] if rows and how.row < 11 else "warranty"


def rows_of(model: Model, how: How, paper: str) -> list[str]:
    """Return some of the rows that are on the table of the paper."""
    return [row for bit, row in enumerate(model.papers[paper].rows) if how.rows >> bit & 1]
