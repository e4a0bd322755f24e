"""What a document of Word proposes: each clause that its tracked changes word otherwise.

What must be shown, in this order:

1. the document is of this instrument, and names the clauses that it has;
2. nothing was written outside of the clauses, and none was taken out;
3. each clause is of the wording that is on the table now;
4. without its tracked changes, each text is that wording to the letter;
5. with them, it is a heading and a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from aggregates.canonical import canonical_text
from aggregates.vocabulary import Clause, ClauseId, ClauseText, InstrumentId, Language, Sha256
from api.deals.matrix import MatrixNow, Row
from api.refusals import ApiError
from api.word.form import FORMAT, FRAME_TAG, Block, Document, Paragraph, place_of

BEFORE: Final = frozenset({"kept", "deleted"})
"""The kinds of which the text was before the changes."""
AFTER: Final = frozenset({"kept", "inserted"})


class Proposed(msgspec.Struct, frozen=True, kw_only=True):
    """A clause as a document words it: what `counter_clause` would be sent.

    ``languages`` are those in which it reads otherwise; in the others it stands as before.
    """

    number: int
    clause: Clause
    previous_sha256: Sha256
    before: Clause
    languages: tuple[Language, ...]


def proposed_by(document: Document, matrix: MatrixNow) -> tuple[Proposed, ...]:
    """Return the clauses that a document words otherwise, in the order of the table.

    Raises:
        ApiError: ``word_of_another``, ``word_outside``, ``word_clause_missing``,
            ``word_overtaken``, ``word_untracked``, ``word_emptied``.
    """
    numbered = _clauses(document, matrix.instrument)  # 1
    blocks = _blocks(document, numbered)  # 2
    rows = {row.row: row for row in matrix.rows if row.clause is not None}
    found: dict[int, Proposed] = {}
    for (number, language), block in blocks.items():
        name, digest = numbered[number]
        row = rows.get(name)
        before, after = (_text(block, kinds) for kinds in (BEFORE, AFTER))
        if row is None or row.clause is None or row.sha256 != digest:  # 3
            if before != after:
                raise ApiError("word_overtaken", number=number, clause=name)
            continue
        _require_same(number, language, before, row.clause)  # 4
        if before != after:
            title, body = after
            if not title or not body:  # 5
                raise ApiError("word_emptied", number=number, language=language)
            text = ClauseText(title=title, body=body)
            found[number] = _with(found.get(number), number, row, row.clause, language, text)
    return tuple(found[number] for number in sorted(found))


def _with(
    known: Proposed | None,
    number: int,
    row: Row,
    before: Clause,
    language: Language,
    text: ClauseText,
) -> Proposed:
    """Return a clause with its text in one more language."""
    clause = known.clause if known else before
    return Proposed(
        number=number,
        clause=replace(clause, texts={**clause.texts, language: text}),
        previous_sha256=row.sha256,
        before=before,
        languages=(*(known.languages if known else ()), language),
    )


def _clauses(document: Document, instrument: InstrumentId) -> Mapping[int, tuple[ClauseId, Sha256]]:
    """Return which clause of which digest each number stands for, as the document says."""
    said = document.properties
    if (said.get("format"), said.get("instrument")) != (FORMAT, instrument):
        raise ApiError("word_of_another", instrument=instrument)
    numbers = (number for number in range(1, 1000) if f"clause.{number}" in said)
    return {
        number: (said[f"clause.{number}"], said.get(f"digest.{number}", "")) for number in numbers
    }


def _blocks(
    document: Document, numbered: Mapping[int, tuple[ClauseId, Sha256]]
) -> Mapping[tuple[int, Language], Block]:
    """Return the block of each clause and language.

    Raises:
        ApiError: ``word_outside``, ``word_clause_missing``.
    """
    found: dict[tuple[int, Language], Block] = {}
    last = 0
    for block in document.blocks:
        place = place_of(block.tag)
        if place is None or place[0] not in numbered or place in found:
            _require_untouched(block, last)
            continue
        found[place] = block
        last = place[0]
    for number in numbered:
        if number not in {place[0] for place in found}:
            raise ApiError("word_clause_missing", number=number)
    return found


def _require_untouched(block: Block, after: int) -> None:
    """Refuse changes outside of the clauses, and text that we did not write there."""
    kinds = {piece.kind for paragraph in block.paragraphs for piece in paragraph.pieces}
    own = block.tag == FRAME_TAG
    if not kinds or (own and kinds == {"kept"}):
        return
    text = "".join(piece.text for one in block.paragraphs for piece in one.pieces)
    raise ApiError("word_outside", number=after, text=text[:100])


def _require_same(number: int, language: Language, before: tuple[str, str], clause: Clause) -> None:
    """Refuse a text that was changed without being tracked: nobody could see where."""
    wording = clause.texts.get(language)
    if wording is None or before != (wording.title, wording.body):
        raise ApiError("word_untracked", number=number, language=language, text=before[1][:60])


def _text(block: Block, kinds: frozenset[str]) -> tuple[str, str]:
    """Return heading and text of a block as they were, or as they are with the changes."""
    lines = list(_lines(block.paragraphs, kinds))
    return (lines[0] if lines else ""), "\n".join(lines[1:])


def _lines(paragraphs: Sequence[Paragraph], kinds: frozenset[str]) -> Iterator[str]:
    """Yield each paragraph; one whose end is not of ``kinds`` runs into the one after it.

    One of which everything was deleted but its end says nothing, and is left out.
    """
    line, emptied = "", False
    for paragraph in paragraphs:
        line += "".join(piece.text for piece in paragraph.pieces if piece.kind in kinds)
        emptied = emptied or any(piece.kind not in kinds for piece in paragraph.pieces)
        if paragraph.mark in kinds:
            if line or not emptied:
                yield canonical_text(line)
            line, emptied = "", False
    if line:
        yield canonical_text(line)
