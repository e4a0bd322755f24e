"""Ask all leads for a later deadline of the whole deal."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_identifier
from aggregates.deal.clock import standing
from aggregates.deal.guards import (
    LIVE,
    require_deadline,
    require_later,
    require_lead,
    require_open,
)
from aggregates.deal.parties.consent_to_deadline_extension import agreed
from aggregates.deal.parties.events import DeadlineExtended, DeadlineExtensionProposed
from aggregates.deal.state import Deal
from aggregates.deal.used import require_unused
from aggregates.vocabulary import Command, Deadline


class ProposeDeadlineExtension(Command, frozen=True, kw_only=True):
    """A lead proposes that the deal may last until ``expires_at``; ``proposal`` is a new id."""

    proposal: str
    expires_at: Deadline


def propose_deadline_extension(
    deal: Deal, command: ProposeDeadlineExtension
) -> Sequence[DeadlineExtensionProposed | DeadlineExtended]:
    """Propose, and thereby agree. A later proposal takes the place of one under way.

    With one principal alone, nobody else is to be asked, and the deadline moves at once.

    Raises:
        RuleError: ``wrong_stage``, ``suspended``, ``deadline_passed``, ``not_a_principal``,
            ``not_lead``, ``identifier_malformed``, ``id_taken``, ``not_later``, and as
            `require_deadline`.
    """
    require_open(deal, command.at, LIVE)
    principal = require_lead(deal, command.actor)
    check_identifier("proposal", command.proposal)
    require_deadline(command.expires_at, command.at, "deal")
    if deal.parties.expires_at == command.expires_at or _proposed_already(deal, command):
        return []
    require_unused(deal, command.proposal)
    until = standing(deal, deal.parties.expires_at, command.at)
    require_later(command.expires_at, until, "deal")
    proposed = DeadlineExtensionProposed(
        at=command.at,
        proposal=command.proposal,
        principal=principal,
        by=command.actor.person,
        expires_at=command.expires_at,
    )
    return [proposed, *agreed(deal, proposed)]


def _proposed_already(deal: Deal, command: ProposeDeadlineExtension) -> bool:
    under_way = deal.parties.extension
    if under_way is None:
        return False
    asked = (command.proposal, command.expires_at)
    return (under_way.proposal, under_way.expires_at) == asked
