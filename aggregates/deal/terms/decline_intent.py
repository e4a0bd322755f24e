"""Decline a letter of intent, and with it the deal."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_text
from aggregates.deal.guards import (
    require_instrument,
    require_lead,
    require_open,
    require_signing,
    require_time_left,
)
from aggregates.deal.state import Deal, Stage
from aggregates.deal.terms.accept_intent import require_not_accepted
from aggregates.deal.terms.at_table import require_letter
from aggregates.deal.terms.events import IntentDeclined
from aggregates.vocabulary import Command, InstrumentId


class DeclineIntent(Command, frozen=True, kw_only=True):
    """A lead declines the letter for its principal, and says why."""

    instrument: InstrumentId
    reason: str


def decline_intent(deal: Deal, command: DeclineIntent) -> Sequence[IntentDeclined]:
    """Decline what the principal has neither sent nor accepted; one is enough to end the deal.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``, ``unknown_instrument``, ``not_a_letter``,
            ``wrong_stage``, ``suspended``, ``no_signing``, ``accepted_already``,
            ``deadline_passed``, and as `check_text`.
    """
    principal = require_lead(deal, command.actor)
    letter = require_letter(require_instrument(deal, command.instrument))
    check_text("reason", command.reason)
    if deal.stage is Stage.DECLINED:
        return []
    require_open(deal, command.at, {Stage.INTENT})
    _, signing = require_signing(deal, letter.id)
    require_not_accepted(signing, principal)
    require_time_left(signing.expires_at, command.at, "intent")
    return [
        IntentDeclined(
            at=command.at,
            instrument=letter.id,
            principal=principal,
            by=command.actor.person,
            reason=command.reason,
        )
    ]
