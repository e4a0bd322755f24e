"""The difference of two versions of an instrument's terms: per clause, language and typed value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from fractions import Fraction
from typing import Final

import msgspec

from aggregates.redline import Edit, Piece, redline
from aggregates.terms import Terms, TermsClause
from aggregates.vocabulary import (
    ClauseId,
    ClauseText,
    Language,
    Money,
    Percentage,
    Quantity,
    Sha256,
    Value,
)

_NOTHING: Final = ClauseText(title="", body="")


class Fate(Enum):
    """What became of a clause between two versions."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    DELETED = "deleted"


class ValueChange(msgspec.Struct, frozen=True, kw_only=True):
    """A typed value that is another, new or gone.

    ``percent`` is by how much a number of the same unit grew, in hundredths of the old one with at
    most one decimal (``-4``), and empty where that says nothing.
    """

    name: str
    before: Value | None
    after: Value | None
    percent: str = ""


class TextChange(msgspec.Struct, frozen=True, kw_only=True):
    """Title and body of a clause in one language, with what was deleted and inserted."""

    title: tuple[Piece, ...]
    body: tuple[Piece, ...]

    @property
    def is_change(self) -> bool:
        """Whether anything is marked."""
        return any(piece.edit is not Edit.SAME for piece in (*self.title, *self.body))


class ClauseChanges(msgspec.Struct, frozen=True, kw_only=True):
    """One clause in both versions. ``number_before`` and ``number`` count from 1; 0: not there."""

    id: ClauseId
    fate: Fate
    number_before: int
    number: int
    texts: dict[Language, TextChange]
    values: tuple[ValueChange, ...]


class TermsChanges(msgspec.Struct, frozen=True, kw_only=True):
    """Two versions held against each other; clauses in the order of the later one.

    A clause that is gone stands where it stood. ``governing_law`` and ``forum`` are marked texts.
    """

    values: tuple[ValueChange, ...]
    governing_law: tuple[Piece, ...]
    forum: tuple[Piece, ...]
    clauses: tuple[ClauseChanges, ...]
    annexes_added: tuple[Sha256, ...]
    annexes_deleted: tuple[Sha256, ...]


def changes_of(before: Terms, after: Terms) -> TermsChanges:
    """Return what makes ``after`` of ``before``."""
    languages = tuple(dict.fromkeys((*after.languages, *before.languages)))
    return TermsChanges(
        values=tuple(_values(before.values, after.values)),
        governing_law=redline(before.governing_law, after.governing_law),
        forum=redline(before.forum, after.forum),
        clauses=tuple(_clauses(before, after, languages)),
        annexes_added=tuple(one for one in after.annexes if one not in before.annexes),
        annexes_deleted=tuple(one for one in before.annexes if one not in after.annexes),
    )


def _clauses(
    before: Terms, after: Terms, languages: tuple[Language, ...]
) -> Iterator[ClauseChanges]:
    old = {clause.id: (number, clause) for number, clause in enumerate(before.clauses, 1)}
    new = {clause.id: (number, clause) for number, clause in enumerate(after.clauses, 1)}
    for name in _merged([*old], [*new]):
        yield _clause(old.get(name, (0, None)), new.get(name, (0, None)), languages)


def _merged(old: list[ClauseId], new: list[ClauseId]) -> list[ClauseId]:
    """Return ``new`` with what is gone put behind what it followed."""
    found = list(new)
    for index, name in enumerate(old):
        if name not in found:
            follows = next((one for one in reversed(old[:index]) if one in found), None)
            found.insert(0 if follows is None else found.index(follows) + 1, name)
    return found


def _clause(
    old: tuple[int, TermsClause | None],
    new: tuple[int, TermsClause | None],
    languages: tuple[Language, ...],
) -> ClauseChanges:
    (number_before, before), (number, after) = old, new
    texts = {tag: _text(before, after, tag) for tag in languages if _is_in(tag, before, after)}
    values = tuple(
        _values({} if before is None else before.values, {} if after is None else after.values)
    )
    return ClauseChanges(
        id=(after or before).id,  # type: ignore[union-attr]  # one of them is there
        fate=_fate(before, after, any(text.is_change for text in texts.values()) or bool(values)),
        number_before=number_before,
        number=number,
        texts=texts,
        values=values,
    )


def _fate(before: TermsClause | None, after: TermsClause | None, changed: bool) -> Fate:  # noqa: FBT001 - said by its name
    if before is None:
        return Fate.ADDED
    if after is None:
        return Fate.DELETED
    return Fate.CHANGED if changed else Fate.SAME


def _is_in(language: Language, *clauses: TermsClause | None) -> bool:
    return any(clause is not None and language in clause.texts for clause in clauses)


def _text(before: TermsClause | None, after: TermsClause | None, language: Language) -> TextChange:
    old, new = (_said(clause, language) for clause in (before, after))
    return TextChange(title=redline(old.title, new.title), body=redline(old.body, new.body))


def _said(clause: TermsClause | None, language: Language) -> ClauseText:
    return _NOTHING if clause is None else clause.texts.get(language, _NOTHING)


def _values(before: Mapping[str, Value], after: Mapping[str, Value]) -> Iterator[ValueChange]:
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        if old != new:
            yield ValueChange(name=name, before=old, after=new, percent=_percent(old, new))


def _percent(old: Value | None, new: Value | None) -> str:
    match old, new:
        case Money(amount=was, currency=one), Money(amount=now, currency=other) if one == other:
            return _growth(was, now)
        case Quantity(value=was, unit=one), Quantity(value=now, unit=other) if one == other:
            return _growth(was, now)
        case Percentage(value=was), Percentage(value=now):
            return _growth(was, now)
        case _:
            return ""


def _growth(was: str, now: str) -> str:
    old, new = Fraction(was), Fraction(now)
    if not old:
        return ""
    # halves are rounded away from nought, as accounts are
    whole, rest = divmod((abs((new - old) / old) * 2000 + 1) // 2, 10)
    sign = "-" if new < old and (whole or rest) else ""
    return f"{sign}{whole}" + (f".{rest}" if rest else "")
