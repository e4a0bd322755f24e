"""Paragraphs as lines, each ready to be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

import msgspec

from signing.render.setting.faces import Family
from signing.render.setting.filling import filled, gap_before, narrowed, width_of
from signing.render.setting.measure import Chunks, Measured, join, measured_text
from signing.render.setting.style import Style

_Run: TypeAlias = tuple[Family, float, list[tuple[str, float]]]
"""A font, where its text begins, in thousandths of the type size, and the text."""

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
    parts = measured_text(text.replace("\n", " "), style.weight, han=han)
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
    characters = sum(part.characters for part in row)
    between = characters - row[-1].ends_han
    missing = limit - width_of(row, han=han) + row[-1].blank
    spread = missing / between if between > 0 else 0.0
    return spread if spread <= WIDEST_SPREAD else 0.0


def _composed(row: Sequence[Measured], size: float, spread: float, *, han: bool) -> Line:
    runs, x = _runs(row, han=han)
    spans: list[Span] = []
    shift = 0.0
    for family, start, chunks in runs:
        added = spread if family is Family.HAN else 0.0
        spans.append(Span(family, (start + shift) * size / 1000, tuple(chunks), added))
        shift += added * sum(len(text) for text, _ in chunks)
    natural = x - row[-1].advance + row[-1].width
    # what is added after the last character is not seen
    return Line(tuple(spans), (natural + shift - spans[-1].spread) * size / 1000)


def _runs(row: Sequence[Measured], *, han: bool) -> tuple[list[_Run], float]:
    """Return pieces of one font after each other as one run; and where the line ends."""
    runs: list[_Run] = []
    x, end, left = 0.0, 0.0, None
    for part in row:
        x += gap_before(left, part, han=han)
        for piece in part.pieces:
            start = x + piece.x
            if runs and runs[-1][0] is piece.family:
                gap = start - end
                join(runs[-1][2], gap if abs(gap) > 0.5 else 0.0, piece.chunks)
            else:
                runs.append((piece.family, start, [*piece.chunks]))
            end = x + piece.end
        x += part.advance
        left = part
    return runs, x
