"""Take an invitation back before it is used."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.deal.guards import BEFORE_SIGNING, require_lead_or_sponsor, require_open
from aggregates.deal.parties.events import InvitationRevoked
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.vocabulary import Command


class RevokeInvitation(Command, frozen=True, kw_only=True):
    """A lead, or the sponsor, takes ``invitation`` back, whichever side had sent it."""

    invitation: str


def revoke_invitation(deal: Deal, command: RevokeInvitation) -> Sequence[InvitationRevoked]:
    """Revoke once. An invitation that was used is one no longer.

    Raises:
        RuleError: ``wrong_stage``, ``suspended``, ``deadline_passed``, ``not_a_principal``,
            ``not_lead``, ``unknown_invitation``.
    """
    require_open(deal, command.at, BEFORE_SIGNING)
    principal = require_lead_or_sponsor(deal, command.actor)
    if command.invitation in deal.parties.revoked:
        return []
    if command.invitation not in deal.parties.invitations:
        raise RuleError("unknown_invitation", invitation=command.invitation)
    return [
        InvitationRevoked(
            at=command.at,
            invitation=command.invitation,
            principal=principal,
            by=command.actor.person,
        )
    ]
