"""Take back what somebody was let read of a deal."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.deal.access.events import AccessRevoked, Scope
from aggregates.deal.access.grant_access import sorted_scopes
from aggregates.deal.access.state import ORGANISERS
from aggregates.deal.guards import require_lead
from aggregates.deal.state import Deal
from aggregates.vocabulary import Command, OrganisationId


class RevokeAccess(Command, frozen=True, kw_only=True):
    """A lead takes ``scopes`` back that the same side had granted."""

    organisation: OrganisationId = ORGANISERS
    scopes: tuple[Scope, ...]


def revoke_access(deal: Deal, command: RevokeAccess) -> Sequence[AccessRevoked]:
    """Take back, in any stage, what this side has granted; what it has not is not there to take.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``.
    """
    principal = require_lead(deal, command.actor)
    granted = deal.access.get((command.organisation, principal), frozenset())
    scopes = sorted_scopes(granted & set(command.scopes))
    if not scopes:
        return []
    return [
        AccessRevoked(
            at=command.at,
            organisation=command.organisation,
            scopes=scopes,
            principal=principal,
            by=command.actor.person,
        )
    ]
