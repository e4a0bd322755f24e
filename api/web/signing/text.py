"""The whole text of an instrument in one language, from the very terms that the paper prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from aggregates.vocabulary import Clause, ClauseText, Language, Money, Sha256, Value, Wording
from api.deals.matrix import MatrixNow, Row


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A clause as it is read: its number, heading and paragraphs; and its typed values."""

    row: str
    number: int
    title: str
    paragraphs: tuple[str, ...]
    values: tuple[tuple[str, Value], ...]


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """An instrument in ``language``, of ``languages`` in which all of it is there.

    ``terms_sha256`` is the digest of the terms that it is made of. ``authentic``: it binds in this
    language; else this is a translation.
    """

    language: Language
    languages: tuple[Language, ...]
    authentic: bool
    title: str
    amount: Money | None
    governing_law: str
    forum: str
    parts: tuple[Part, ...]
    annexes: tuple[Sha256, ...]
    terms_sha256: Sha256


def text_of(matrix: MatrixNow, wanted: Sequence[str]) -> Text | None:
    """Return the text in the first of the languages ``wanted`` that it has; none without terms."""
    frame = matrix.frame
    if frame is None:
        return None
    rows = [(row, row.clause) for row in matrix.rows if row.clause is not None]
    languages = languages_of(matrix)
    language = next((tag for tag in wanted if tag in languages), languages[0])
    amount, title = frame.values.get("amount"), frame.values.get("title")
    titles = title.texts if isinstance(title, Wording) else {}
    return Text(
        language=language,
        languages=languages,
        authentic=language in frame.authentic_languages,
        title=titles.get(language) or next(iter(titles.values()), ""),
        amount=amount if isinstance(amount, Money) else None,
        governing_law=frame.governing_law,
        forum=frame.forum,
        parts=tuple(_part(*one, number, language) for number, one in enumerate(rows, 1)),
        annexes=frame.annexes,
        terms_sha256=matrix.terms_sha256,
    )


def languages_of(matrix: MatrixNow) -> tuple[Language, ...]:
    """Return the languages in which all of it is there: those that bind, then translations."""
    if matrix.frame is None:
        return ()
    binding = matrix.frame.authentic_languages
    rows = [row for row in matrix.rows if row.clause is not None]
    there = [set(_certified(row)) for row in rows]
    whole = set[str].intersection(*there) if there else set[str]()
    return (*binding, *sorted(whole - {*binding}))


def _certified(row: Row) -> Iterator[Language]:
    """Yield the languages of translations that say what the clause says now."""
    for language, one in row.translations.items():
        if not one.stale and one.translation.certified_by:
            yield language


def _part(row: Row, clause: Clause, number: int, language: Language) -> Part:
    said = _said(row, clause, language)
    return Part(
        row=row.row,
        number=number,
        title=said.title,
        paragraphs=tuple(said.body.split("\n")),
        values=tuple(sorted(clause.values.items())),
    )


def _said(row: Row, clause: Clause, language: Language) -> ClauseText:
    if language in clause.texts:
        return clause.texts[language]
    return row.translations[language].translation.text
