"""Filling lines: which clusters stand on which line, and where along it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from signing.render.setting.faces import Weight
from signing.render.setting.measure import Measured, measured, pair_gap

_LONELY: Final = 2500
"""A last line narrower than this takes a cluster from the line before."""


def narrowed(
    parts: Iterable[Measured], limit: float, weight: Weight, *, han: bool
) -> Iterator[Measured]:
    """Yield ``parts``, those wider than ``limit`` broken into their characters."""
    for part in parts:
        if part.width <= limit:
            yield part
            continue
        spaces = " " if part.advance > part.width else ""
        for end, character in enumerate(part.text, 1):
            yield measured(character, spaces * (end == len(part.text)), weight, han=han)


def filled(parts: Iterable[Measured], limit: float, *, han: bool) -> list[list[Measured]]:
    """Return ``parts`` as lines no wider than ``limit``, in thousandths of the type size.

    The blank half of a point or a bracket may stand outside. A last line of one short word takes
    another from the line before.
    """
    rows: list[list[Measured]] = []
    x, left = 0.0, None
    for part in parts:
        start = x + gap_before(left, part, han=han)
        if left is None or start + part.width - part.blank > limit + 0.01:
            rows.append([])
            start = part.lead
        rows[-1].append(part)
        x, left = start + part.advance, part
    lonely = min(_LONELY, limit / 2)
    if len(rows) > 1 and len(rows[-2]) > 4 and width_of(rows[-1], han=han) < lonely:
        rows[-1].insert(0, rows[-2].pop())
    return rows


def gap_before(left: Measured | None, right: Measured, *, han: bool) -> float:
    """Return how far ``right`` is moved: at the start of a line, over its blank half."""
    if left is None:
        return right.lead
    if left.advance > left.width:
        return 0.0
    return pair_gap(left.text[-1], right.text[0], han=han)


def width_of(row: Sequence[Measured], *, han: bool) -> float:
    """Return how wide a line is, without the spaces at its end."""
    x = 0.0
    for left, part in zip([None, *row], row, strict=False):
        x += gap_before(left, part, han=han) + part.advance
    return x - row[-1].advance + row[-1].width
