"""An amendment: the clauses that it changes, and the whole text as it reads from then on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from aggregates.consolidated import DELETED, Change
from aggregates.terms import TermsClause
from aggregates.vocabulary import Language
from signing.render.layout.rows import Cell, Row
from signing.render.paper.structure import Element
from signing.render.parts.bar import beside_bar
from signing.render.parts.basis import Basis
from signing.render.parts.clauses import APART, Bookmark, clause_rows, label_slots
from signing.render.parts.head import note_rows
from signing.render.parts.headings import section
from signing.render.parts.matter import Matter
from signing.render.parts.voice import MOST_COLUMNS, voices
from signing.render.words.chrome import chrome_of
from signing.render.words.numerals import han_number


def changed_clauses(
    matter: Matter, basis: Basis, root: Element
) -> tuple[list[Row], list[Bookmark]]:
    """Return the clauses of an amendment, each under what it does to the agreement."""
    part = root.add("Sect")
    rows = [section(matter.said("changes"), part.add("H2"))]
    bookmarks: list[Bookmark] = []
    for clause in matter.terms.clauses:
        values = {name: value for name, value in clause.values.items() if name != DELETED}
        shown = msgspec.structs.replace(clause, values=values)
        labels = _labels("changed", clause, basis, matter.languages)
        found, bookmark = clause_rows(
            basis.numbers[clause.id],
            shown,
            matter.languages,
            part.add("Sect"),
            tag="H3",
            labels=labels,
        )
        rows += found
        bookmarks.append(bookmark)
    return rows, bookmarks


def consolidated_text(
    matter: Matter, basis: Basis, root: Element
) -> tuple[list[Row], list[Bookmark]]:
    """Return the text as an amendment leaves it, beginning a page.

    What the amendment changes has a bar beside it; a clause that it deletes leaves its place.
    """
    part = root.add("Sect")
    heading = part.add("H2")
    rows = [section(matter.said("consolidated"), heading, new_page=True), *_note(matter, part)]
    bookmarks: list[Bookmark] = [(matter.said("consolidated")[0][0], heading)]
    languages = _languages(basis)
    for clause in basis.clauses:
        found, bookmark = _standing(clause, basis, languages, part.add("Sect"))
        rows += found
        bookmarks += bookmark
    return rows, bookmarks


def _standing(
    clause: TermsClause, basis: Basis, languages: Sequence[Language], part: Element
) -> tuple[list[Row], list[Bookmark]]:
    change, number = basis.changes.get(clause.id), basis.numbers[clause.id]
    if change is None:
        rows, bookmark = clause_rows(number, clause, languages, part, tag="H3")
        return rows, [bookmark]
    labels = _labels("marked", clause, basis, languages)
    if change is Change.DELETED:
        return [beside_bar(_place(labels, languages, part))], []
    rows, bookmark = clause_rows(number, clause, languages, part, tag="H3", labels=labels)
    return [beside_bar(row) for row in rows], [bookmark]


def _place(labels: Mapping[Language, str], languages: Sequence[Language], part: Element) -> Row:
    """Return the line that stands where a clause stood."""
    shown = voices(languages[:MOST_COLUMNS], part)
    cells = (Cell(voice.x, label_slots(labels[voice.language], voice)) for voice in shown)
    return Row(cells=tuple(cells), before=APART)


def _labels(
    words: str, clause: TermsClause, basis: Basis, languages: Sequence[Language]
) -> dict[Language, str]:
    """Return what becomes of a clause, in each language."""
    number, change = basis.numbers[clause.id], basis.changes[clause.id].value
    facts = {"number": number, "han": han_number(number)}
    return {tag: getattr(chrome_of(tag), words)[change].format(**facts) for tag in languages}


def _languages(basis: Basis) -> tuple[Language, ...]:
    """Return the languages in which every clause is written, the authentic ones first."""
    authentic = basis.before.authentic_languages
    tags = {tag for clause in basis.clauses for tag in clause.texts}
    common = {tag for tag in tags if all(tag in clause.texts for clause in basis.clauses)}
    return (*authentic, *sorted(common - set(authentic)))


def _note(matter: Matter, part: Element) -> list[Row]:
    rows = note_rows(matter.said("consolidated_note"), part)
    return [msgspec.structs.replace(row, before=0, kept=True) for row in rows]
