"""The clauses: the languages side by side, each clause's typed values below its text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from aggregates.terms import TermsClause
from signing.render.layout.rows import Cell, Row
from signing.render.layout.slots import Slot, space
from signing.render.paper.structure import Element
from signing.render.parts.clause_text import heading, paragraphs
from signing.render.parts.clause_values import value_rows
from signing.render.parts.matter import Matter
from signing.render.parts.voice import MOST_COLUMNS, Voice, voices
from signing.render.words.speech import clause_number

_BETWEEN: Final = 4.5
_SHORT: Final = 6
"""A last paragraph of so many lines stands on the page of the values below it."""


def clauses(matter: Matter, root: Element) -> tuple[list[Row], list[tuple[str, Element]]]:
    """Return the clauses in their order, and for each a bookmark in the first language."""
    rows: list[Row] = []
    bookmarks: list[tuple[str, Element]] = []
    tags = matter.languages
    bands = [tags] if len(tags) <= MOST_COLUMNS else [(tag,) for tag in tags]
    for number, clause in enumerate(matter.terms.clauses, 1):
        part = root.add("Sect")
        title = f"{clause_number(number, tags[0])} {clause.texts[tags[0]].title}"
        for band in bands:
            found, element = _clause(number, clause, voices(band, part))
            rows += found
            if band is bands[0]:
                bookmarks.append((title, element))
    return rows, bookmarks


def _clause(number: int, clause: TermsClause, voices: Sequence[Voice]) -> tuple[list[Row], Element]:
    headings = [heading(number, clause.texts[voice.language].title, voice) for voice in voices]
    cells = tuple(Cell(voice.x, slots) for voice, (slots, _) in zip(voices, headings, strict=True))
    stacks = [paragraphs(clause.texts[voice.language].body, voice) for voice in voices]
    text = _aligned(stacks, voices)
    values = value_rows(clause, voices)
    if text and values and text[-1].height <= _SHORT * voices[0].body.leading:
        text[-1] = msgspec.structs.replace(text[-1], kept=True)
    return [Row(cells=cells, before=15, kept=True), *text, *values], headings[0][1]


def _aligned(stacks: Sequence[list[tuple[Slot, ...]]], voices: Sequence[Voice]) -> list[Row]:
    """Return a row for each paragraph; one row for all where the languages differ in number."""
    if len({len(stack) for stack in stacks}) > 1:
        stacks = [[_joined(stack)] for stack in stacks]
    return [
        Row(
            cells=tuple(Cell(voice.x, slots) for voice, slots in zip(voices, across, strict=True)),
            before=_BETWEEN if index else 2,
        )
        for index, across in enumerate(zip(*stacks, strict=True))
    ]


def _joined(stack: Sequence[tuple[Slot, ...]]) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    for following in stack:
        slots += [*([space(_BETWEEN)] if slots else []), *following]
    return tuple(slots)
