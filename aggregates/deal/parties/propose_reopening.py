"""Ask to take a deal up again that was declined, withdrawn, or has expired."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_identifier, check_text
from aggregates.deal.guards import ENDED, require_deadline, require_stage
from aggregates.deal.parties.consent_to_reopening import require_side, require_window
from aggregates.deal.parties.events import ReopenProposed
from aggregates.deal.state import Deal
from aggregates.deal.used import require_unused
from aggregates.vocabulary import Command, Deadline


class ProposeReopening(Command, frozen=True, kw_only=True):
    """A lead asks for a new round until ``expires_at``; ``proposal`` is a new id."""

    proposal: str
    reason: str
    expires_at: Deadline


def propose_reopening(deal: Deal, command: ProposeReopening) -> Sequence[ReopenProposed]:
    """Propose, and thereby agree. A later proposal takes the place of one under way.

    Raises:
        RuleError: ``wrong_stage``, ``not_a_principal``, ``not_lead``, ``identifier_malformed``,
            ``id_taken``, ``reopening_closed``, and as `check_text` and
            `require_deadline`.
    """
    require_stage(deal, *ENDED)
    principal = require_side(deal, command.actor)
    check_identifier("proposal", command.proposal)
    check_text("reason", command.reason)
    require_window(deal, command.at)
    require_deadline(command.expires_at, command.at, "deal")
    if _proposed_already(deal, command):
        return []
    require_unused(deal, command.proposal)
    return [
        ReopenProposed(
            at=command.at,
            proposal=command.proposal,
            principal=principal,
            by=command.actor.person,
            reason=command.reason,
            expires_at=command.expires_at,
        )
    ]


def _proposed_already(deal: Deal, command: ProposeReopening) -> bool:
    under_way = deal.parties.reopening
    if under_way is None:
        return False
    asked = (command.proposal, command.expires_at)
    return (under_way.proposal, under_way.expires_at) == asked
