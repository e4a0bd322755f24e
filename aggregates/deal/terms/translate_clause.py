"""Put a clause into a language that is not authentic."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.checks import check_language
from aggregates.deal.guards import (
    AT_THE_TABLE,
    require_instrument,
    require_open,
    require_takes_part,
)
from aggregates.deal.state import Deal, Instrument, Progress
from aggregates.deal.terms.at_table import require_progress, require_row
from aggregates.deal.terms.current import frame_of
from aggregates.deal.terms.events import FRAME, ClauseTranslated
from aggregates.deal.terms.wording import check_clause_text
from aggregates.errors import RuleError
from aggregates.terms import translation_sha256
from aggregates.vocabulary import (
    ClauseId,
    ClauseText,
    Command,
    InstrumentId,
    Language,
    Role,
    Sha256,
)


class TranslateClause(Command, frozen=True, kw_only=True):
    """An interpreter puts the clause, in the wording of this digest, into ``language``."""

    instrument: InstrumentId
    clause: ClauseId
    clause_sha256: Sha256
    language: Language
    text: ClauseText


def translate_clause(deal: Deal, command: TranslateClause) -> Sequence[ClauseTranslated]:
    """Record the translation: of this version, and not certified yet.

    Raises:
        RuleError: ``role_not_allowed``, ``wrong_stage``, ``suspended``, ``deadline_passed``,
            ``not_in_deal``, ``unknown_instrument``, ``wrong_progress``, ``unknown_clause``,
            ``not_on_table``, ``language_malformed``, ``language_authentic``, and as
            `check_clause_text`.
    """
    check_role(command.actor, Role.INTERPRETER)
    require_open(deal, command.at, AT_THE_TABLE)
    require_takes_part(deal, command.actor)
    instrument = require_instrument(deal, command.instrument)
    require_progress(instrument, Progress.NEGOTIATING)
    _require_clause(deal, instrument, command)
    _check_translation(instrument, command)
    digest = translation_sha256(command.clause_sha256, command.language, command.text)
    known = instrument.matrix.translations.get(command.clause, {}).get(command.language)
    if known is not None and known.translation_sha256 == digest:
        return []
    return [
        ClauseTranslated(
            at=command.at,
            instrument=instrument.id,
            clause=command.clause,
            clause_sha256=command.clause_sha256,
            language=command.language,
            text=command.text,
            translation_sha256=digest,
            by=command.actor.person,
        )
    ]


def _require_clause(deal: Deal, instrument: Instrument, command: TranslateClause) -> None:
    if command.clause == FRAME:
        raise RuleError("unknown_clause", clause=FRAME)
    require_row(deal, instrument, command.clause, command.clause_sha256)


def _check_translation(instrument: Instrument, command: TranslateClause) -> None:
    check_language("language", command.language)
    if command.language in frame_of(instrument).authentic_languages:
        raise RuleError("language_authentic", language=command.language)
    check_clause_text(command.clause, command.language, command.text)
