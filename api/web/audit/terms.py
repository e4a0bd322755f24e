"""The table of terms at one moment, and what it was at an earlier one, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

import msgspec

from aggregates.vocabulary import ClauseText, Language, OrganisationId, Value
from api.deals.matrix import MatrixNow, Row

How: TypeAlias = Literal["same", "changed", "new", "gone"]


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """A wording in one language, now and before; None where it was not there."""

    language: Language
    was: ClauseText | None
    now: ClauseText | None


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A typed value, now and before; None where it was not there."""

    name: str
    was: Value | None
    now: Value | None


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the table: the frame has no texts. ``cells`` maps a side to what it says now."""

    row: str
    number: int
    how: How
    texts: tuple[Text, ...]
    values: tuple[Figure, ...]
    cells: Mapping[OrganisationId, str]
    cells_before: Mapping[OrganisationId, str]

    @property
    def is_frame(self) -> bool:
        """Return whether it is the frame: title, amount, law, forum."""
        return self.row == "frame"

    def title(self, language: Language) -> str:
        """Return the row's title in a language, or else in any."""
        found = {one.language: one.now or one.was for one in self.texts}
        wanted = found.get(language) or found.get("en") or next(iter(found.values()), None)
        return wanted.title if wanted else ""


def terms_between(was: MatrixNow | None, now: MatrixNow | None) -> Sequence[Term]:
    """Return the rows of ``now`` in their order, then those that are gone since ``was``."""
    return [*_terms(was, now)]


def _terms(was: MatrixNow | None, now: MatrixNow | None) -> Iterator[Term]:
    before = {row.row: (number, row) for number, row in enumerate(was.rows)} if was else {}
    after = {row.row: row for row in now.rows} if now else {}
    for number, (name, row) in enumerate(after.items()):
        _, known = before.get(name, (0, None))
        yield _term(known, row, number, _values(was, known), _values(now, row))
    for name, (number, row) in before.items():
        if name not in after:
            yield _term(row, None, number, _values(was, row), {})


def _term(
    was: Row | None,
    now: Row | None,
    number: int,
    before: Mapping[str, Value],
    after: Mapping[str, Value],
) -> Term:
    one = now or was
    assert one is not None  # noqa: S101 - a row is there before, or after
    return Term(
        row=one.row,
        number=number,
        how=_how(was, now),
        texts=tuple(_texts(was, now)),
        values=tuple(
            Figure(name=name, was=before.get(name), now=after.get(name))
            for name in sorted({*before, *after})
        ),
        cells=now.cells if now else {},
        cells_before=was.cells if was else {},
    )


def _how(was: Row | None, now: Row | None) -> How:
    if was is None or now is None:
        return "new" if was is None else "gone"
    return "same" if was.sha256 == now.sha256 else "changed"


def _texts(was: Row | None, now: Row | None) -> Iterator[Text]:
    before, after = _wordings(was), _wordings(now)
    for language in dict.fromkeys((*after, *before)):
        yield Text(language=language, was=before.get(language), now=after.get(language))


def _wordings(row: Row | None) -> Mapping[Language, ClauseText]:
    if row is None or row.clause is None:
        return {}
    translated = {tag: one.translation.text for tag, one in row.translations.items()}
    return {**row.clause.texts, **translated}


def _values(matrix: MatrixNow | None, row: Row | None) -> Mapping[str, Value]:
    if row is None or matrix is None:
        return {}
    if row.clause is not None:
        return row.clause.values
    return matrix.frame.values if matrix.frame else {}
