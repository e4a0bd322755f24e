"""What an amendment changes or a termination ends: the text in force, of the signed documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from aggregates.consolidated import (
    Change,
    Consolidated,
    amended,
    changes,
    clause_numbers,
    consolidated,
    consolidated_sha256,
)
from aggregates.deal.kinds import CHANGING
from aggregates.terms import Terms, TermsClause
from aggregates.vocabulary import ClauseId, Kind
from signing.errors import SignatureError


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """The agreement that stands, and what becomes of it.

    ``after`` is the consolidated text, None where the agreement ends; ``changes`` is what an
    amendment does to each clause that it names; ``numbers`` are those of all clauses ever.
    ``clauses`` are the consolidated ones with those deleted, by their numbers.
    """

    agreement: Terms
    before: Consolidated
    after: Consolidated | None
    changes: Mapping[ClauseId, Change]
    numbers: Mapping[ClauseId, int]
    clauses: tuple[TermsClause, ...] = ()


def basis_of(terms: Terms, upon: Sequence[Terms]) -> Basis | None:
    """Return what ``terms`` change or end, made of ``upon``: the agreement, then its amendments.

    Raises:
        SignatureError: ``text_of_another`` where ``upon`` is not the text that ``terms`` cite, or
            where they cite none.
    """
    if not upon and terms.kind not in CHANGING:
        return None
    cited = terms.annexes[0] if terms.annexes and terms.kind in CHANGING else ""
    if not upon or consolidated_sha256(consolidated(upon)) != cited:
        raise SignatureError("text_of_another", cited=cited)
    before = consolidated(upon)
    if terms.kind is Kind.TERMINATION:
        return Basis(
            agreement=upon[0], before=before, after=None, changes={}, numbers=clause_numbers(upon)
        )
    after, numbers = amended(before, terms), clause_numbers((*upon, terms))
    became = {one.clause: one.change for one in changes(before, terms)}
    gone = [one for one in before.clauses if became.get(one.id) is Change.DELETED]
    return Basis(
        agreement=upon[0],
        before=before,
        after=after,
        changes=became,
        numbers=numbers,
        clauses=tuple(sorted((*after.clauses, *gone), key=lambda one: numbers[one.id])),
    )
