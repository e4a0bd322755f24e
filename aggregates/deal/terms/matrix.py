"""How a table changes, row by row: the steps that `evolve_terms` is made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias, assert_never

from msgspec.structs import replace

from aggregates.deal.change import put, without
from aggregates.deal.terms.correction import correcting
from aggregates.deal.terms.correction_withdrawn import ClericalCorrectionWithdrawn
from aggregates.deal.terms.events import (
    FRAME,
    ClauseAccepted,
    ClauseCountered,
    ClauseReserved,
    ClauseTranslated,
    ClericalCorrectionConfirmed,
    ClericalCorrectionProposed,
    FrameCountered,
    IntentSubmitted,
    OfferExpired,
    OfferTabled,
    OfferWithdrawn,
    TranslationCertified,
)
from aggregates.deal.terms.state import Acceptance, Matrix, Offer, Translation
from aggregates.vocabulary import ClauseId, OrganisationId, Sha256

RowEvent: TypeAlias = (
    ClauseAccepted
    | ClauseCountered
    | FrameCountered
    | ClauseReserved
    | ClauseTranslated
    | TranslationCertified
    | OfferWithdrawn
    | OfferExpired
    | ClericalCorrectionProposed
    | ClericalCorrectionConfirmed
    | ClericalCorrectionWithdrawn
)
"""Events that change the table and neither the instrument's progress nor the deal's stage."""


def after(matrix: Matrix, event: RowEvent) -> Matrix:  # noqa: C901, PLR0911 - one branch an event
    """Return the table after ``event``."""
    match event:
        case ClauseAccepted():
            return _accepted(matrix, event)
        case ClauseTranslated():
            return _translated(matrix, event)
        case TranslationCertified():
            return _certified(matrix, event)
        case ClauseCountered():
            return _countered(matrix, event)
        case FrameCountered():
            return _frame_countered(matrix, event)
        case ClauseReserved():
            return _reserved(matrix, event)
        case OfferWithdrawn() | OfferExpired():
            return _without_offer(matrix)
        case (
            ClericalCorrectionProposed()
            | ClericalCorrectionConfirmed()
            | ClericalCorrectionWithdrawn()
        ):
            return correcting(matrix, event)
        case _:
            assert_never(event)


def _accepted(matrix: Matrix, event: ClauseAccepted) -> Matrix:
    """Return the table with the row accepted, and the principal's reservation of it lifted."""
    acceptance = Acceptance(clause_sha256=event.clause_sha256, parties_sha256=event.parties_sha256)
    accepting = _accepting(matrix, event.clause, event.principal, acceptance)
    if event.clause not in matrix.reservations:
        return accepting
    return replace(accepting, reservations=_lifted(matrix, [event.clause], event.principal))


def tabled(matrix: Matrix, event: OfferTabled) -> Matrix:
    """Return the table with the offer on it: the offeror accepts the rows that the offer names.

    Rows that the frame no longer names leave the table with what was said of them.
    """
    clauses = {**matrix.clauses, **{clause.id: clause for clause in event.clauses}}
    rows = {*event.frame.clause_ids, FRAME}
    gone = set(clauses) - rows
    result = replace(
        matrix,
        frame=event.frame,
        clauses=without(clauses, gone),
        links=event.links,
        acceptances=without(matrix.acceptances, gone),
        reservations=without(matrix.reservations, gone),
        translations=without(matrix.translations, gone),
        offer=Offer(
            number=event.offer_no,
            principal=event.principal,
            expires_at=event.expires_at,
            irrevocable_until=event.irrevocable_until,
        ),
        drafters=matrix.drafters | {event.by},
    )
    for row, sides in event.voids.items():
        result = _rewritten(result, row, sides)
    return replace(
        result,
        acceptances=_offered(result, event),
        reservations=_lifted(result, event.digests, event.principal),
    )


def _countered(matrix: Matrix, event: ClauseCountered) -> Matrix:
    """Return the table with the clause in its new wording, accepted by who put it."""
    acceptance = Acceptance(clause_sha256=event.clause_sha256, parties_sha256=event.parties_sha256)
    result = replace(
        _rewritten(matrix, event.clause.id, event.voids),
        clauses=put(matrix.clauses, event.clause.id, event.clause),
        drafters=matrix.drafters | {event.by},
        reservations=_lifted(matrix, [event.clause.id], event.principal),
    )
    return _accepting(result, event.clause.id, event.principal, acceptance)


def _frame_countered(matrix: Matrix, event: FrameCountered) -> Matrix:
    """Return the table with the new frame, accepted by who put it."""
    acceptance = Acceptance(clause_sha256=event.frame_sha256, parties_sha256=event.parties_sha256)
    result = replace(
        _rewritten(matrix, FRAME, event.voids),
        frame=event.frame,
        drafters=matrix.drafters | {event.by},
        reservations=_lifted(matrix, [FRAME], event.principal),
    )
    return _accepting(result, FRAME, event.principal, acceptance)


def _reserved(matrix: Matrix, event: ClauseReserved) -> Matrix:
    """Return the table with the principal's reservation, and without its acceptance, of a row."""
    held = matrix.reservations.get(event.clause, {})
    return replace(
        _rewritten(matrix, event.clause, [event.principal]),
        reservations=put(
            matrix.reservations, event.clause, put(held, event.principal, event.clause_sha256)
        ),
    )


def _translated(matrix: Matrix, event: ClauseTranslated) -> Matrix:
    """Return the table with a translation, which nobody has certified yet."""
    translation = Translation(
        clause_sha256=event.clause_sha256,
        translation_sha256=event.translation_sha256,
        text=event.text,
    )
    languages = matrix.translations.get(event.clause, {})
    return replace(
        matrix,
        translations=put(
            matrix.translations, event.clause, put(languages, event.language, translation)
        ),
    )


def _certified(matrix: Matrix, event: TranslationCertified) -> Matrix:
    """Return the table with the translation certified."""
    languages = matrix.translations[event.clause]
    translation = replace(languages[event.language], certified_by=event.by)
    return replace(
        matrix,
        translations=put(
            matrix.translations, event.clause, put(languages, event.language, translation)
        ),
    )


def _without_offer(matrix: Matrix) -> Matrix:
    """Return the table with its offer no longer live: its author accepts nothing any more.

    The wording stays, and what the other sides said of it.
    """
    offer = matrix.offer
    if offer is None:
        return matrix
    acceptances = {
        row: without(said, [offer.principal]) for row, said in matrix.acceptances.items()
    }
    return replace(matrix, offer=replace(offer, live=False), acceptances=acceptances)


def submitted(event: IntentSubmitted) -> Matrix:
    """Return the table of a letter of intent, locked as it was sent; a void one left nothing."""
    return Matrix(
        frame=event.frame,
        clauses={clause.id: clause for clause in event.clauses},
        offer=Offer(
            number=1,
            principal=event.principal,
            expires_at=event.expires_at,
            irrevocable_until=None,
        ),
        drafters=frozenset({event.by}),
        locked_sha256=event.terms_sha256,
    )


def _accepting(
    matrix: Matrix, row: ClauseId, principal: OrganisationId, acceptance: Acceptance
) -> Matrix:
    said = put(matrix.acceptances.get(row, {}), principal, acceptance)
    return replace(matrix, acceptances=put(matrix.acceptances, row, said))


def _offered(
    matrix: Matrix, event: OfferTabled
) -> Mapping[ClauseId, Mapping[OrganisationId, Acceptance]]:
    """Return the acceptances with those of the offeror, of every row that the offer names."""
    said = dict(matrix.acceptances)
    for row, digest in event.digests.items():
        acceptance = Acceptance(clause_sha256=digest, parties_sha256=event.parties_sha256)
        said[row] = put(said.get(row, {}), event.principal, acceptance)
    return said


def _rewritten(matrix: Matrix, row: ClauseId, voids: Iterable[OrganisationId]) -> Matrix:
    said = matrix.acceptances.get(row)
    if said is None:
        return matrix
    return replace(matrix, acceptances=put(matrix.acceptances, row, without(said, voids)))


def _lifted(
    matrix: Matrix, rows: Collection[ClauseId], principal: OrganisationId
) -> Mapping[ClauseId, Mapping[OrganisationId, Sha256]]:
    """Return the reservations less those of ``principal`` on ``rows``, which it now accepts."""
    if matrix.reservations.keys().isdisjoint(rows):
        return matrix.reservations
    return {
        row: without(held, [principal]) if row in rows else held
        for row, held in matrix.reservations.items()
    }
