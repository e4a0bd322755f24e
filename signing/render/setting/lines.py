"""Paragraphs as lines, each ready to be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

import msgspec

from signing.render.setting.clusters import clusters
from signing.render.setting.faces import Family
from signing.render.setting.filling import (
    blank_end,
    filled,
    gap_before,
    is_han,
    narrowed,
    width_of,
)
from signing.render.setting.measure import Chunks, Measured, join, measured
from signing.render.setting.style import Style

WIDEST_SPREAD: Final = 80
"""How far Chinese characters may be set apart to fill a line, in thousandths of the type size."""


class Span(msgspec.Struct, frozen=True):
    """Text in one font, ``x`` points from the start of its line.

    ``spread`` is added to the advance of each character, in thousandths of the type size.
    """

    family: Family
    x: float
    chunks: Chunks
    spread: float = 0


class Line(msgspec.Struct, frozen=True):
    """A line of text, its width in points without the spaces at its end."""

    spans: tuple[Span, ...]
    width: float


def is_chinese(language: str) -> bool:
    """Return whether a text in ``language`` follows the rules of Chinese typesetting."""
    return language.partition("-")[0] in {"zh", "yue", "ja"}


def set_lines(text: str, style: Style, language: str, width: float) -> tuple[Line, ...]:
    """Return one paragraph as lines of at most ``width`` points; none for an empty one.

    Chinese lines are filled to the width when the style says so; others are left ragged. A cluster
    wider than the line is broken between any two characters. LF is a space.

    Raises:
        SignatureError: ``uncovered_character``.
    """
    han = is_chinese(language)
    limit = width * 1000 / style.size
    parts = [
        measured(cluster, spaces, style.weight, han=han)
        for cluster, spaces in clusters(text.replace("\n", " "), han=han)
    ]
    rows = filled(narrowed(parts, limit, style.weight, han=han), limit, han=han)
    spreads = [
        _spread(row, limit, han=han) if han and style.justified else 0.0 for row in rows[:-1]
    ]
    return tuple(
        _composed(row, style.size, spread, han=han)
        for row, spread in zip(rows, [*spreads, 0.0], strict=False)
    )


def _spread(row: Sequence[Measured], limit: float, *, han: bool) -> float:
    """Return what is added after each Chinese character to fill the line, or 0 if it is much."""
    characters = sum(
        _length(piece.chunks) for part in row for piece in part.pieces if is_han(piece)
    )
    between = characters - is_han(row[-1].pieces[-1])
    missing = limit - width_of(row, han=han) + blank_end(row[-1])
    spread = missing / between if between > 0 else 0.0
    return spread if spread <= WIDEST_SPREAD else 0.0


def _length(chunks: Sequence[tuple[str, float]]) -> int:
    return sum(len(text) for text, _ in chunks)


def _composed(row: Sequence[Measured], size: float, spread: float, *, han: bool) -> Line:
    placed: list[tuple[float, float, Family, Chunks]] = []
    x = 0.0
    for left, part in zip([None, *row], row, strict=False):
        x += gap_before(left, part, han=han)
        placed += [
            (x + piece.x, x + piece.end, piece.family, piece.chunks) for piece in part.pieces
        ]
        x += part.advance
    natural = x - row[-1].advance + row[-1].width
    spans, shift = _spans(placed, size, spread)
    # what is added after the last character is not seen
    return Line(spans, (natural + shift - spans[-1].spread) * size / 1000)


def _spans(
    placed: Sequence[tuple[float, float, Family, Chunks]], size: float, spread: float
) -> tuple[tuple[Span, ...], float]:
    """Return pieces of one font after each other as one span; and by how much the line grew."""
    spans: list[Span] = []
    shift = 0.0
    for family, run in groupby(placed, key=itemgetter(2)):
        (x, end, _, first), *rest = run
        chunks = [*first]
        for start, following, _, more in rest:
            join(chunks, start - end if abs(start - end) > 0.5 else 0.0, more)
            end = following
        added = spread if family is Family.HAN else 0.0
        spans.append(Span(family, (x + shift) * size / 1000, tuple(chunks), added))
        shift += added * _length(chunks)
    return tuple(spans), shift
