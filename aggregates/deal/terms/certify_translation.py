"""Certify a translation of a clause."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.deal.guards import (
    AT_THE_TABLE,
    require_instrument,
    require_open,
    require_takes_part,
)
from aggregates.deal.state import Deal, Instrument, Progress
from aggregates.deal.terms.at_table import require_progress, require_row
from aggregates.deal.terms.events import TranslationCertified
from aggregates.deal.terms.state import Translation
from aggregates.errors import RuleError
from aggregates.vocabulary import (
    Actor,
    ClauseId,
    Command,
    InstrumentId,
    Language,
    Role,
    Sha256,
)


class CertifyTranslation(Command, frozen=True, kw_only=True):
    """An interpreter certifies this translation of this wording of the clause."""

    instrument: InstrumentId
    clause: ClauseId
    clause_sha256: Sha256
    language: Language
    translation_sha256: Sha256


def certify_translation(deal: Deal, command: CertifyTranslation) -> Sequence[TranslationCertified]:
    """Certify once, while the terms are negotiated or locked: no text changes by it.

    Raises:
        RuleError: ``role_not_allowed``, ``wrong_stage``, ``suspended``, ``deadline_passed``,
            ``not_in_deal``, ``lead_certifies``, ``unknown_instrument``, ``drafter_certifies``,
            ``wrong_progress``, ``unknown_clause``, ``not_on_table``, ``not_translated``,
            ``other_translation``.
    """
    check_role(command.actor, Role.INTERPRETER)
    require_open(deal, command.at, AT_THE_TABLE)
    require_takes_part(deal, command.actor)
    _require_no_lead(deal, command.actor)
    instrument = require_instrument(deal, command.instrument)
    if command.actor.person in instrument.matrix.drafters:
        raise RuleError("drafter_certifies", person=command.actor.person)
    require_progress(instrument, Progress.NEGOTIATING, Progress.LOCKED, Progress.APPROVING)
    require_row(deal, instrument, command.clause, command.clause_sha256)
    if _require_translation(instrument, command).certified_by:
        return []
    return [
        TranslationCertified(
            at=command.at,
            instrument=instrument.id,
            clause=command.clause,
            clause_sha256=command.clause_sha256,
            language=command.language,
            translation_sha256=command.translation_sha256,
            by=command.actor.person,
        )
    ]


def _require_no_lead(deal: Deal, actor: Actor) -> None:
    for principal, side in deal.parties.principals.items():
        if side.lead == actor.person:
            raise RuleError("lead_certifies", person=actor.person, principal=principal)


def _require_translation(instrument: Instrument, command: CertifyTranslation) -> Translation:
    """Return the translation cited; its digest names the clause version that it translates."""
    known = instrument.matrix.translations.get(command.clause, {}).get(command.language)
    if known is None:
        raise RuleError("not_translated", clause=command.clause, language=command.language)
    cited = (command.clause_sha256, command.translation_sha256)
    if cited != (known.clause_sha256, known.translation_sha256):
        raise RuleError(
            "other_translation",
            clause=command.clause,
            language=command.language,
            cited=command.translation_sha256,
            known=known.translation_sha256,
        )
    return known
