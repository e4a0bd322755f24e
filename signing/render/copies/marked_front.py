"""What a redline says before and after its clauses: parties, principal terms, particulars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from msgspec.structs import replace

from aggregates.changed_terms import TermsChanges, ValueChange
from aggregates.redline import Edit, Piece, redline
from aggregates.terms import Terms
from aggregates.vocabulary import Party, Value
from signing.render.copies.copy import Version, spelled
from signing.render.copies.marked_clauses import value_pieces
from signing.render.copies.runs import changed, runs_of
from signing.render.layout.inline import Texts, side_by_side
from signing.render.layout.marked import marked_paragraph
from signing.render.layout.marks import RuleMark
from signing.render.layout.rows import Cell, Row
from signing.render.layout.slots import Setting, Slot, space
from signing.render.layout.tables import Column, closing_rule, table_row, unbroken
from signing.render.paper.structure import Element
from signing.render.parts.head import LABELS, PARTY_COLUMNS, VALUES, head
from signing.render.parts.headings import section
from signing.render.parts.matter import Matter
from signing.render.setting.style import BODY, FINE, LINE, STRONG, Style
from signing.render.words.speech import distinct, label, languages_text

Marked: TypeAlias = Sequence[tuple[Sequence[Piece], str]]
"""A marked text in each language."""
Fact: TypeAlias = tuple[Texts, Marked, Style]

_ABOVE: Final = 3.2
_BELOW: Final = 3.4


def marked_front(
    matter: Matter, before: Version, changes: TermsChanges, root: Element
) -> list[Row]:
    """Return what stands before the clauses, both versions of it."""
    return [
        *head(matter, root),
        *_parties(matter, before.terms, root),
        *_facts(matter.said("principal_values"), _values(matter, before.terms, changes), root),
        *_facts(matter.said("particulars"), _particulars(matter, before, changes), root),
    ]


def marked_annexes(matter: Matter, changes: TermsChanges, root: Element) -> list[Row]:
    """Return the annexes under the heading of the clean copy, those that are gone among them."""
    gone = [_fate(Edit.DELETED, digest) for digest in changes.annexes_deleted]
    now = [
        _fate(Edit.INSERTED if digest in changes.annexes_added else Edit.SAME, digest)
        for digest in matter.terms.annexes
    ]
    numbered = [(f"{number}", one) for number, one in enumerate(now, 1)]
    named = [*numbered, *(("\u2212", one) for one in gone)]
    facts: list[Fact] = [
        (
            distinct((c.annex.format(number=number), c.language) for c in matter.chromes),
            [(pieces, "")],
            FINE,
        )
        for number, pieces in named
    ]
    header = (matter.said("annexes"), matter.said("annex_digest"))
    return _facts(matter.said("annexes"), facts, root, header)


def _fate(edit: Edit, text: str) -> list[Piece]:
    return [Piece(edit, text)]


def _facts(
    title: Texts, facts: Sequence[Fact], root: Element, header: Sequence[Texts] = ()
) -> list[Row]:
    """Return a table under its title, and a ``header`` that stands on each page that it reaches."""
    if not facts:
        return []
    part = root.add("Sect")
    heading = section(title, part.add("H2"))
    table = part.add("Table")
    columns = (LABELS, VALUES)
    top = [table_row(header, columns, table.add("TR"), header=True)] if header else []
    rows = [
        replace(
            _row(named, [(marked, replace(VALUES, style=look))], table.add("TR")),
            header=tuple(top),
        )
        for named, marked, look in facts
    ]
    return [heading, *top, *unbroken(rows), closing_rule(columns)]


def _row(named: Texts, cells: Sequence[tuple[Marked, Column]], row: Element) -> Row:
    """Return a row of a table: what it is called, and its marked cells."""
    first = side_by_side(named, LABELS.style, LABELS.more, LABELS.width, row.add("TH", scope="Row"))
    found = [Cell(LABELS.x, (space(_ABOVE), *first, space(_BELOW)))]
    found += [Cell(column.x, _cell(marked, column, row)) for marked, column in cells]
    right = cells[-1][1].x + cells[-1][1].width
    return Row(cells=tuple(found), behind=(RuleMark(0, 0, right, 0, LINE),), whole=True)


def _cell(marked: Marked, column: Column, row: Element) -> tuple[Slot, ...]:
    element = row.add("TD")
    slots: list[Slot] = [space(_ABOVE)]
    for pieces, language in marked:
        setting = Setting(style=column.style, language=language, width=column.width)
        slots += marked_paragraph(runs_of(pieces, element, language), setting)
    return (*slots, space(_BELOW))


def _values(matter: Matter, before: Terms, changes: TermsChanges) -> list[Fact]:
    """Return the typed values; the title only where it is another."""
    now, differ = matter.terms.values, {one.name: one for one in changes.values}
    names = {*now, *before.values} - ({"title"} - differ.keys())
    return [
        (
            distinct(label(name, chrome) for chrome in matter.chromes),
            _written(differ.get(name), now.get(name), matter),
            STRONG,
        )
        for name in sorted(names, key=lambda name: (name != "amount", name))
    ]


def _written(change: ValueChange | None, now: Value | None, matter: Matter) -> Marked:
    """Return a value in each language that writes it in its own way."""
    said = {value_pieces(change, now, tag): tag for tag in reversed(matter.languages)}
    return [(pieces, tag) for pieces, tag in reversed(said.items())]


def _particulars(matter: Matter, before: Version, changes: TermsChanges) -> list[Fact]:
    now, was = matter.terms, before.terms
    tongues = [
        (changed(*(languages_text(one.authentic_languages, chrome) for one in (was, now))), tag)
        for chrome, tag in ((chrome, chrome.language) for chrome in matter.chromes)
    ]
    instants = {"as_of": matter.sheet.instant, "compared_with": before.instant}
    return [
        (matter.said("governing_law"), [(changes.governing_law, "")], BODY),
        (matter.said("forum"), [(changes.forum, "")], BODY),
        (matter.said("authentic_languages"), tongues, BODY),
        (matter.said("reference"), _plain(f"{now.deal} / {now.instrument}"), BODY),
        *((matter.said(name), _plain(spelled(one)), BODY) for name, one in instants.items()),
        (matter.said("terms_digest"), _plain(matter.digest), FINE),
    ]


def _plain(text: str) -> Marked:
    return [([Piece(Edit.SAME, text)], "")]


def _parties(matter: Matter, before: Terms, root: Element) -> list[Row]:
    part = root.add("Sect")
    heading = section(matter.said("parties"), part.add("H2"))
    table = part.add("Table")
    names = ("number", "legal_name", "registration", "country")
    header = table_row(
        [matter.said(name) for name in names], PARTY_COLUMNS, table.add("TR"), header=True
    )
    rows = [
        _row(((number, ""),), _party(was, now), table.add("TR"))
        for number, was, now in _sides(before.parties, matter.terms.parties)
    ]
    return [heading, header, *unbroken(rows), closing_rule(PARTY_COLUMNS)]


def _sides(
    was: Sequence[Party], now: Sequence[Party]
) -> Iterator[tuple[str, Party | None, Party | None]]:
    """Yield the parties, numbered as they are now, and those that are gone."""
    old = {party.id: party for party in was}
    for number, party in enumerate(now, 1):
        yield str(number), old.pop(party.id, None), party
    for party in old.values():
        yield "\u2212", party, None


def _party(was: Party | None, now: Party | None) -> list[tuple[Marked, Column]]:
    facts = [
        ("", "", "") if one is None else (one.legal_name, one.registration, one.country)
        for one in (was, now)
    ]
    return [
        ([(redline(*pair), "")], column)
        for pair, column in zip(zip(*facts, strict=True), PARTY_COLUMNS[1:], strict=True)
    ]
