"""The typed values of a clause, as a small table in each language."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

import msgspec

from aggregates.terms import TermsClause
from aggregates.vocabulary import Value
from signing.render.layout.marks import RuleMark
from signing.render.layout.rows import Cell, Row
from signing.render.layout.slots import Setting, Slot, paragraph, space
from signing.render.paper.structure import Element
from signing.render.parts.voice import Voice
from signing.render.setting.style import LINE, SMALL
from signing.render.words.chrome import chrome_of
from signing.render.words.speech import label, value_text

_TAB: Final = 0.46
"""Where the values stand, in widths of the column."""

_NARROW: Final = 180.0
"""In a column narrower than this, the values stand below their names."""

_KEPT: Final = 8
"""So many values stand on one page."""


def value_rows(clause: TermsClause, voices: Sequence[Voice]) -> list[Row]:
    """Return a row for each value, by its name, between hairlines; none without values."""
    if not clause.values:
        return []
    rules = tuple(RuleMark(voice.x, 0, voice.x + voice.width, 0, LINE) for voice in voices)
    tables = [voice.element.add("Table") for voice in voices]
    rows = [
        Row(
            cells=tuple(
                Cell(voice.x, _written(name, value, voice, table.add("TR")))
                for voice, table in zip(voices, tables, strict=True)
            ),
            behind=rules,
            whole=True,
        )
        for name, value in sorted(clause.values.items())
    ]
    return between_rules(rows, rules)


def between_rules(rows: Sequence[Row], rules: tuple[RuleMark, ...]) -> list[Row]:
    """Return a clause's values below its text: on one page, unless they are many."""
    kept = len(rows) <= _KEPT
    first, *others = [msgspec.structs.replace(row, kept=kept) for row in rows]
    return [msgspec.structs.replace(first, before=6), *others, Row(cells=(), behind=rules)]


def _written(name: str, value: Value, voice: Voice, row: Element) -> tuple[Slot, ...]:
    text, language = label(name, chrome_of(voice.language))
    faint = msgspec.structs.replace(SMALL, leading=voice.body.leading - 1)
    strong = msgspec.structs.replace(faint, weight=700, colour=voice.body.colour)
    below = voice.width < _NARROW
    tab = 0.0 if below else voice.width * _TAB
    of_name = Setting(style=faint, language=language, width=(tab or voice.width) - 6)
    of_value = Setting(style=strong, language=voice.language, width=voice.width - tab, x=tab)
    named = paragraph(text, of_name, row.add("TH", language, scope="Row"))
    written = paragraph(value_text(value, voice.language), of_value, row.add("TD"))
    lines = (*named, *written) if below else abreast(named, written)
    return (space(2), *lines, space(2.4))


def abreast(named: Sequence[Slot], written: Sequence[Slot]) -> tuple[Slot, ...]:
    """Return two stacks of lines side by side."""
    return tuple(
        Slot(
            max(slot.height for slot in pair if slot),
            tuple(mark for slot in pair if slot for mark in slot.marks),
        )
        for pair in zip_longest(named, written)
    )
