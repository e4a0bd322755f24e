"""The clauses of a redline: what was deleted and inserted, in each language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from aggregates.changed_terms import ClauseChanges, Fate, TextChange, ValueChange
from aggregates.redline import Edit, Piece
from aggregates.vocabulary import Value
from signing.render.copies.runs import after_mark, changed, lines_of, plain, runs_of
from signing.render.layout.marked import marked_paragraph
from signing.render.layout.marks import RuleMark
from signing.render.layout.rows import Cell, Row
from signing.render.layout.slots import Setting, Slot, space
from signing.render.paper.structure import Element
from signing.render.parts.bar import beside_bar
from signing.render.parts.clause_text import INDENT
from signing.render.parts.clause_values import abreast, between_rules
from signing.render.parts.clauses import APART, BETWEEN, Bookmark
from signing.render.parts.voice import MOST_COLUMNS, Voice, voices
from signing.render.setting.lines import set_lines
from signing.render.setting.style import LINE, SMALL
from signing.render.words.chrome import chrome_of
from signing.render.words.outline import Paragraph, outline
from signing.render.words.speech import clause_number, label, value_text

_NOTHING: Final = TextChange(title=(), body=())


def marked_clause(
    change: ClauseChanges, values: dict[str, Value], languages: Sequence[str], part: Element
) -> tuple[list[Row], Bookmark]:
    """Return a clause of both versions, with a bar beside it where it differs.

    ``values`` are all of its typed values now.
    """
    written = tuple(tag for tag in languages if tag in change.texts)
    bands = [written] if len(written) <= MOST_COLUMNS else [(tag,) for tag in written]
    rows: list[Row] = []
    for band in bands:
        rows += _rows(change, values, voices(band, part))
    if change.fate is not Fate.SAME:
        rows = [beside_bar(row) for row in rows]
    first = part.kids[0]
    title = plain(one for one in change.texts[written[0]].title if one.edit is not Edit.DELETED)
    number = clause_number(change.number or change.number_before, written[0])
    anchor = first if isinstance(first, Element) else part
    return rows, (f"{number} {title}", anchor)


def _rows(change: ClauseChanges, values: dict[str, Value], shown: Sequence[Voice]) -> list[Row]:
    texts = [change.texts.get(voice.language, _NOTHING) for voice in shown]
    heads = [_heading(change, text, voice) for text, voice in zip(texts, shown, strict=True)]
    stacks = [_paragraphs(text, voice) for text, voice in zip(texts, shown, strict=True)]
    if len({len(stack) for stack in stacks}) > 1:
        stacks = [[_stacked(stack)] for stack in stacks]
    body = [
        Row(cells=_cells(shown, across), before=BETWEEN if index else 2)
        for index, across in enumerate(zip(*stacks, strict=True))
    ]
    head = Row(cells=_cells(shown, heads), before=APART, kept=True)
    return [head, *body, *_values(change, values, shown)]


def _cells(shown: Sequence[Voice], across: Sequence[tuple[Slot, ...]]) -> tuple[Cell, ...]:
    return tuple(Cell(voice.x, slots) for voice, slots in zip(shown, across, strict=True))


def _heading(change: ClauseChanges, text: TextChange, voice: Voice) -> tuple[Slot, ...]:
    before, after = (
        clause_number(number, voice.language) if number else ""
        for number in (change.number_before, change.number)
    )
    apart = " " if (after or before).endswith(".") else "\u3000"
    numbers = [piece for piece in changed(before, after) if piece.text]
    pieces = [*numbers, Piece(Edit.SAME, apart), *text.title]
    element = voice.element.add(voice.tag, voice.language)
    setting = Setting(style=voice.heading, language=voice.language, width=voice.width)
    return marked_paragraph(runs_of(pieces, element, voice.language), setting)


def _paragraphs(text: TextChange, voice: Voice) -> list[tuple[Slot, ...]]:
    lines = [line for line in lines_of(text.body) if plain(line).strip()]
    items = outline("\n".join(plain(line) for line in lines))
    return [_paragraph(line, item, voice) for line, item in zip(lines, items, strict=True)]


def _paragraph(pieces: list[Piece], item: Paragraph, voice: Voice) -> tuple[Slot, ...]:
    """Return a paragraph, an enumerated one indented behind its mark."""
    element = voice.element.add("P")
    mark, text = after_mark(pieces, len(plain(pieces).rstrip(" \u3000")) - len(item.text))
    x = INDENT * max(item.level - 1, 0)
    wide = [line.width for line in set_lines(plain(mark), voice.body, voice.language, voice.width)]
    room = max(INDENT, wide[0] + 4) if wide else 0.0
    setting = Setting(
        style=voice.body, language=voice.language, width=voice.width - x - room, x=x + room
    )
    at = msgspec.structs.replace(setting, x=x, width=voice.width - x)
    before = marked_paragraph(runs_of(mark, element, voice.language), at)
    body = marked_paragraph(runs_of(text, element, voice.language), setting)
    if not before:
        return body
    return (Slot(body[0].height, (*before[0].marks, *body[0].marks)), *body[1:])


def _stacked(stack: Sequence[tuple[Slot, ...]]) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    for following in stack:
        slots += [*([space(BETWEEN)] if slots else []), *following]
    return tuple(slots)


def _values(change: ClauseChanges, values: dict[str, Value], shown: Sequence[Voice]) -> list[Row]:
    """Return a row for each typed value, those gone among them, between hairlines."""
    by_name = {one.name: one for one in change.values}
    names = sorted(values.keys() | by_name.keys())
    if not names:
        return []
    rules = tuple(RuleMark(voice.x, 0, voice.x + voice.width, 0, LINE) for voice in shown)
    tables = [voice.element.add("Table") for voice in shown]
    rows = [
        Row(
            cells=tuple(
                Cell(voice.x, _value(name, by_name.get(name), values, voice, table.add("TR")))
                for voice, table in zip(shown, tables, strict=True)
            ),
            behind=rules,
            whole=True,
        )
        for name in names
    ]
    return between_rules(rows, rules)


def _value(
    name: str,
    change: ValueChange | None,
    values: dict[str, Value],
    voice: Voice,
    row: Element,
) -> tuple[Slot, ...]:
    text, language = label(name, chrome_of(voice.language))
    faint = msgspec.structs.replace(SMALL, leading=voice.body.leading - 1)
    strong = msgspec.structs.replace(faint, weight=700, colour=voice.body.colour)
    tab = voice.width * 0.46
    named = Setting(style=faint, language=language, width=tab - 6)
    written = Setting(style=strong, language=voice.language, width=voice.width - tab, x=tab)
    head = row.add("TH", language, scope="Row")
    names = marked_paragraph(runs_of((Piece(Edit.SAME, text),), head, language), named)
    pieces = value_pieces(change, values.get(name), voice.language)
    told = marked_paragraph(runs_of(pieces, row.add("TD"), voice.language), written)
    return (space(2), *abreast(names, told), space(2.4))


def value_pieces(
    change: ValueChange | None, value: Value | None, language: str
) -> tuple[Piece, ...]:
    """Return a typed value as it is written, what it was, and by how much a number grew."""
    if change is None:
        return () if value is None else (Piece(Edit.SAME, value_text(value, language)),)
    before, after = (
        "" if one is None else value_text(one, language) for one in (change.before, change.after)
    )
    between = Piece(Edit.SAME, " " if before and after else "")
    grown = chrome_of(language).grown.format(percent=_signed(change.percent))
    told = Piece(Edit.SAME, f" {grown}" if change.percent else "")
    return (Piece(Edit.DELETED, before), between, Piece(Edit.INSERTED, after), told)


def _signed(percent: str) -> str:
    return percent.replace("-", "\u2212") if percent.startswith("-") else f"+{percent}"
