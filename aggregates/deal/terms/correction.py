"""How a clerical correction changes the table: proposed, confirmed, and made."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from aggregates.deal.change import put
from aggregates.deal.terms.correction_withdrawn import ClericalCorrectionWithdrawn
from aggregates.deal.terms.events import (
    ClericalCorrectionConfirmed,
    ClericalCorrectionProposed,
    ClericalErrorCorrected,
)
from aggregates.deal.terms.state import Acceptance, Correction, Matrix, Translation
from aggregates.terms import translation_sha256
from aggregates.vocabulary import Clause, ClauseText, Language, PersonId, Sha256


def correcting(
    matrix: Matrix,
    event: ClericalCorrectionProposed | ClericalCorrectionConfirmed | ClericalCorrectionWithdrawn,
) -> Matrix:
    """Return the table with a clerical correction proposed, confirmed by one more, or none."""
    if isinstance(event, ClericalCorrectionWithdrawn):
        return replace(matrix, correction=None)
    if isinstance(event, ClericalCorrectionProposed):
        correction = Correction(
            id=event.correction,
            clause=event.clause,
            translations=event.translations,
            old_clause_sha256=event.old_clause_sha256,
            new_clause_sha256=event.new_clause_sha256,
            new_terms_sha256=event.new_terms_sha256,
            reason=event.reason,
            principal=event.principal,
            by=event.by,
            leads=frozenset({event.principal}),
        )
        return replace(matrix, correction=correction)
    under_way = matrix.correction
    if under_way is None:
        return matrix
    if event.approval:
        confirmed = replace(under_way, approvals=under_way.approvals | {event.approval})
    else:
        confirmed = replace(under_way, leads=under_way.leads | {event.principal})
    return replace(matrix, correction=confirmed)


def corrected(matrix: Matrix, event: ClericalErrorCorrected) -> Matrix:
    """Return the locked table with the corrected clause, accepted by each who had accepted."""
    row = event.clause.id
    acceptance = Acceptance(
        clause_sha256=event.new_clause_sha256, parties_sha256=event.parties_sha256
    )
    everybody = dict.fromkeys(matrix.acceptances.get(row, {}), acceptance)
    mended = with_clause(matrix, event.clause, event.translations, event.new_clause_sha256)
    author = {matrix.correction.by} if matrix.correction else set[PersonId]()
    return replace(
        mended,
        acceptances=put(matrix.acceptances, row, everybody),
        drafters=matrix.drafters | author,
        locked_sha256=event.new_terms_sha256,
        correction=None,
    )


def with_clause(
    matrix: Matrix,
    clause: Clause,
    translations: Mapping[Language, ClauseText],
    clause_sha256: Sha256,
) -> Matrix:
    """Return the table with another wording of a clause, and its translations, uncertified."""
    translated = {
        language: Translation(
            clause_sha256=clause_sha256,
            translation_sha256=translation_sha256(clause_sha256, language, text),
            text=text,
        )
        for language, text in translations.items()
    }
    return replace(
        matrix,
        clauses=put(matrix.clauses, clause.id, clause),
        translations=put(matrix.translations, clause.id, translated),
    )
