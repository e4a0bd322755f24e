"""The text in force as one document: an agreement with its executed amendments, in their order.

It is made of signed documents alone, each an ``agreement.json``: whoever has them can make it, and
its digest, without a ledger. An amendment names a clause as the agreement does to replace it, by a
new id to add it, and with the value ``deleted`` to delete it.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import reduce
from typing import Final

import msgspec
from msgspec.structs import replace

from aggregates.canonical import Json, canonical_bytes, canonical_sha256, plain
from aggregates.terms import Terms, TermsClause, terms_sha256
from aggregates.vocabulary import (
    Clause,
    ClauseId,
    DealId,
    InstrumentId,
    Kind,
    Language,
    Party,
    Sha256,
    Value,
)

DELETED: Final = "deleted"
"""The value by which a clause of an amendment deletes the clause of its id: the heading, say."""
TITLE: Final = "title"
"""What an amendment is called does not rename the agreement."""


class Change(Enum):
    """What an amendment does to a clause of the text in force."""

    REPLACED = "replaced"
    ADDED = "added"
    DELETED = "deleted"


class ClauseChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One clause that an amendment changes, and how."""

    clause: ClauseId
    change: Change


class Consolidated(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="format",
    tag="counterseal/consolidated/v1",
):
    """``sources`` are the terms digests of what it is made of: the agreement, then the amendments.

    All else as in `Terms`; a clause keeps its place, those added follow in the amendments' order.
    """

    deal: DealId
    instrument: InstrumentId
    kind: Kind
    sources: tuple[Sha256, ...]
    values: dict[str, Value]
    clauses: tuple[TermsClause, ...]
    annexes: tuple[Sha256, ...]
    parties: tuple[Party, ...]
    authentic_languages: tuple[Language, ...]
    governing_law: str
    forum: str


def unamended(terms: Terms) -> Consolidated:
    """Return the text of an agreement that nothing has changed yet."""
    return Consolidated(
        deal=terms.deal,
        instrument=terms.instrument,
        kind=terms.kind,
        sources=(terms_sha256(terms),),
        values=terms.values,
        clauses=terms.clauses,
        annexes=terms.annexes,
        parties=terms.parties,
        authentic_languages=terms.authentic_languages,
        governing_law=terms.governing_law,
        forum=terms.forum,
    )


def amended(text: Consolidated, amendment: Terms) -> Consolidated:
    """Return ``text`` as ``amendment`` changes it: the clauses that it names, and no others.

    Its values take the place of those of their names, its law and forum that of the agreement's.
    Its first annex is the text that it amends, and no annex of the agreement; the others join them.
    """
    brought = {clause.id: clause for clause in amendment.clauses}
    stands = {clause.id for clause in text.clauses}
    kept = [brought.get(clause.id, clause) for clause in text.clauses]
    added = [clause for clause in amendment.clauses if clause.id not in stands]
    values = {name: value for name, value in amendment.values.items() if name != TITLE}
    return replace(
        text,
        sources=(*text.sources, terms_sha256(amendment)),
        values={**text.values, **values},
        clauses=tuple(clause for clause in (*kept, *added) if not is_deletion(clause)),
        annexes=(*text.annexes, *amendment.annexes[1:]),
        governing_law=amendment.governing_law,
        forum=amendment.forum,
    )


def consolidated(sources: Sequence[Terms]) -> Consolidated:
    """Return the text that signed documents make: the agreement, and its amendments in order.

    MUST be given one or more.
    """
    return reduce(amended, sources[1:], unamended(sources[0]))


def clause_numbers(sources: Sequence[Terms]) -> dict[ClauseId, int]:
    """Return each clause's number, from 1, in the order in which the clauses came.

    A clause that is deleted takes its number along: what refers to the others stays right.
    """
    names = dict.fromkeys(clause.id for terms in sources for clause in terms.clauses)
    return {name: number for number, name in enumerate(names, 1)}


def changes(text: Consolidated, amendment: Terms) -> tuple[ClauseChange, ...]:
    """Return what ``amendment`` does to ``text``, in the order of its own clauses."""
    stands = {clause.id for clause in text.clauses}
    return tuple(
        ClauseChange(clause=clause.id, change=_change(clause, clause.id in stands))
        for clause in amendment.clauses
    )


def is_deletion(clause: Clause | TermsClause) -> bool:
    """Return whether a clause of an amendment deletes the one of its id."""
    return DELETED in clause.values


def consolidated_document(text: Consolidated) -> Json:
    """Return ``text`` as plain JSON values."""
    return plain(text)


def consolidated_bytes(text: Consolidated) -> bytes:
    """Return the canonical bytes of the text in force."""
    return canonical_bytes(consolidated_document(text))


def consolidated_sha256(text: Consolidated) -> Sha256:
    """Return the digest that an amendment, or a termination, of this text cites."""
    return canonical_sha256(consolidated_document(text))


def _change(clause: TermsClause, stands: bool) -> Change:  # noqa: FBT001 - one of two, said by name
    if is_deletion(clause):
        return Change.DELETED
    return Change.REPLACED if stands else Change.ADDED
