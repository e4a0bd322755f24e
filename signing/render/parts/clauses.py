"""The clauses: the languages side by side, each clause's typed values below its text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

import msgspec

from aggregates.terms import TermsClause
from aggregates.vocabulary import Language
from signing.render.layout.rows import Cell, Row
from signing.render.layout.slots import Setting, Slot, paragraph, space
from signing.render.paper.structure import Element
from signing.render.parts.clause_text import heading, paragraphs
from signing.render.parts.clause_values import value_rows
from signing.render.parts.matter import Matter
from signing.render.parts.voice import MOST_COLUMNS, Voice, voices
from signing.render.setting.style import ROLE
from signing.render.words.speech import clause_number

NO_LABELS: Final[Mapping[Language, str]] = {}
APART: Final = 15.0
"""The space above a clause."""

BETWEEN: Final = 4.5
_SHORT: Final = 6
"""A last paragraph of so many lines stands on the page of the values below it."""


Bookmark: TypeAlias = tuple[str, Element]
"""A title, and the element at which it points."""


def clauses(matter: Matter, root: Element) -> tuple[list[Row], list[Bookmark]]:
    """Return the clauses in their order, and for each a bookmark in the first language."""
    found = [
        clause_rows(number, clause, matter.languages, root.add("Sect"))
        for number, clause in enumerate(matter.terms.clauses, 1)
    ]
    return [row for rows, _ in found for row in rows], [bookmark for _, bookmark in found]


def clause_rows(
    number: int,
    clause: TermsClause,
    languages: Sequence[Language],
    part: Element,
    *,
    tag: str = "H2",
    labels: Mapping[Language, str] = NO_LABELS,
) -> tuple[list[Row], Bookmark]:
    """Return a clause in ``languages``, under what ``labels`` say of it in each.

    ``tag`` is the level of its heading.
    """
    title = f"{clause_number(number, languages[0])} {clause.texts[languages[0]].title}"
    bands = [languages] if len(languages) <= MOST_COLUMNS else [(one,) for one in languages]
    found = [_clause(number, clause, voices(band, part, tag), labels) for band in bands]
    return [row for rows, _ in found for row in rows], (title, found[0][1])


def _clause(
    number: int, clause: TermsClause, voices: Sequence[Voice], labels: Mapping[Language, str]
) -> tuple[list[Row], Element]:
    above = _labels(voices, labels)
    headings = [heading(number, clause.texts[voice.language].title, voice) for voice in voices]
    cells = tuple(Cell(voice.x, slots) for voice, (slots, _) in zip(voices, headings, strict=True))
    stacks = [paragraphs(clause.texts[voice.language].body, voice) for voice in voices]
    text = _aligned(stacks, voices)
    values = value_rows(clause, voices)
    if text and values and text[-1].height <= _SHORT * voices[0].body.leading:
        text[-1] = msgspec.structs.replace(text[-1], kept=True)
    title = Row(cells=cells, before=1 if above else APART, kept=True)
    return [*above, title, *text, *values], headings[0][1]


def _labels(voices: Sequence[Voice], labels: Mapping[Language, str]) -> list[Row]:
    if not labels:
        return []
    cells = tuple(Cell(voice.x, label_slots(labels[voice.language], voice)) for voice in voices)
    return [Row(cells=cells, before=APART, kept=True)]


def label_slots(label: str, voice: Voice) -> tuple[Slot, ...]:
    """Return a line that says something of a clause, to be set above it or in its place."""
    setting = Setting(style=ROLE, language=voice.language, width=voice.width)
    return paragraph(label, setting, voice.element.add("P"))


def _aligned(stacks: Sequence[list[tuple[Slot, ...]]], voices: Sequence[Voice]) -> list[Row]:
    """Return a row for each paragraph; one row for all where the languages differ in number."""
    if len({len(stack) for stack in stacks}) > 1:
        stacks = [[_joined(stack)] for stack in stacks]
    return [
        Row(
            cells=tuple(Cell(voice.x, slots) for voice, slots in zip(voices, across, strict=True)),
            before=BETWEEN if index else 2,
        )
        for index, across in enumerate(zip(*stacks, strict=True))
    ]


def _joined(stack: Sequence[tuple[Slot, ...]]) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    for following in stack:
        slots += [*([space(BETWEEN)] if slots else []), *following]
    return tuple(slots)
