"""Propose to mend a slip of the pen in a locked clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from aggregates.checks import check_identifier, check_text
from aggregates.deal.state import Deal, Instrument, Progress
from aggregates.deal.terms.at_table import require_row, require_table
from aggregates.deal.terms.correction import with_clause
from aggregates.deal.terms.current import frame_of, terms_of, texts_of
from aggregates.deal.terms.events import FRAME, ClericalCorrectionProposed
from aggregates.deal.terms.wording import check_clause, check_clause_text
from aggregates.deal.used import require_unused
from aggregates.errors import RuleError
from aggregates.terms import clause_sha256, terms_sha256
from aggregates.vocabulary import (
    Clause,
    ClauseText,
    Command,
    InstrumentId,
    Language,
    Sha256,
)


class ProposeCorrection(Command, frozen=True, kw_only=True):
    """A lead proposes ``clause`` in the place of the wording of ``old_clause_sha256``.

    ``translations`` are the clause's texts in the other languages of the terms, all of them,
    changed or not. ``correction`` is a new id.
    """

    instrument: InstrumentId
    correction: str
    clause: Clause
    translations: Mapping[Language, ClauseText] = {}
    old_clause_sha256: Sha256
    reason: str


def propose_correction(
    deal: Deal, command: ProposeCorrection
) -> Sequence[ClericalCorrectionProposed]:
    """Propose, and thereby confirm. A later proposal takes the place of one under way.

    Raises:
        RuleError: ``unknown_clause``, ``not_on_table``, ``values_changed``,
            ``translation_missing``, ``not_translated``, ``nothing_changed``,
            ``id_taken``, and as `require_table`, `check_clause`, `check_clause_text`
            and `check_text`.
    """
    principal, instrument = require_table(
        deal,
        command,
        command.instrument,
        *(Progress.LOCKED, Progress.APPROVING, Progress.SIGNING),
    )
    _require_clause(deal, instrument, command)
    _check_wording(instrument, command)
    new_clause, new_terms = _digests(deal, instrument, command)
    if _proposed_already(instrument, command, new_terms):
        return []
    require_unused(deal, command.correction)
    if new_terms == instrument.matrix.locked_sha256:
        raise RuleError("nothing_changed", clause=command.clause.id)
    return [
        ClericalCorrectionProposed(
            at=command.at,
            instrument=instrument.id,
            correction=command.correction,
            clause=command.clause,
            translations=dict(command.translations),
            old_clause_sha256=command.old_clause_sha256,
            new_clause_sha256=new_clause,
            new_terms_sha256=new_terms,
            principal=principal,
            by=command.actor.person,
            reason=command.reason,
        )
    ]


def _require_clause(deal: Deal, instrument: Instrument, command: ProposeCorrection) -> None:
    check_identifier("correction", command.correction)
    check_text("reason", command.reason)
    clause = command.clause
    if clause.id == FRAME:
        raise RuleError("unknown_clause", clause=clause.id)
    require_row(deal, instrument, clause.id, command.old_clause_sha256)
    if clause.values != instrument.matrix.clauses[clause.id].values:
        raise RuleError("values_changed", clause=clause.id)


def _check_wording(instrument: Instrument, command: ProposeCorrection) -> None:
    clause, authentic = command.clause, frame_of(instrument).authentic_languages
    check_clause(clause, authentic)
    stands = instrument.matrix.clauses[clause.id]
    translated = set(texts_of(instrument, stands, command.old_clause_sha256)) - set(authentic)
    for language in sorted(translated - set(command.translations)):
        raise RuleError("translation_missing", clause=clause.id, language=language)
    for language, text in command.translations.items():
        if language not in translated:
            raise RuleError("not_translated", clause=clause.id, language=language)
        check_clause_text(clause.id, language, text)


def _digests(
    deal: Deal, instrument: Instrument, command: ProposeCorrection
) -> tuple[Sha256, Sha256]:
    """Return what the clause and the terms will be once they are corrected."""
    clause, authentic = command.clause, frame_of(instrument).authentic_languages
    digest = clause_sha256(deal.id, instrument.id, clause, authentic)
    matrix = with_clause(instrument.matrix, clause, command.translations, digest)
    return digest, terms_sha256(terms_of(deal, replace(instrument, matrix=matrix)))


def _proposed_already(
    instrument: Instrument, command: ProposeCorrection, new_terms: Sha256
) -> bool:
    under_way = instrument.matrix.correction
    if under_way is None:
        return False
    return (under_way.id, under_way.new_terms_sha256) == (command.correction, new_terms)
