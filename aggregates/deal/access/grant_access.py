"""Let somebody read of a deal who is no side of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aggregates.deal.access.events import AccessGranted, Scope
from aggregates.deal.access.state import ORGANISERS
from aggregates.deal.guards import require_lead
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, OrganisationId


class GrantAccess(Command, frozen=True, kw_only=True):
    """A lead lets a participant read ``scopes``; without ``organisation``, the organisers."""

    organisation: OrganisationId = ORGANISERS
    scopes: tuple[Scope, ...]


def grant_access(deal: Deal, command: GrantAccess) -> Sequence[AccessGranted]:
    """Grant what this side has not granted yet, in any stage: to read decides nothing.

    A participant reads what any one side grants. Without a grant it is told of the deal what lists
    show, and an organiser no more than that.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``, ``principal_already``, ``not_in_deal``.
    """
    principal = require_lead(deal, command.actor)
    _require_reader(deal, command.organisation)
    granted = deal.access.get((command.organisation, principal), frozenset())
    scopes = sorted_scopes(set(command.scopes) - granted)
    if not scopes:
        return []
    return [
        AccessGranted(
            at=command.at,
            organisation=command.organisation,
            scopes=scopes,
            principal=principal,
            by=command.actor.person,
        )
    ]


def sorted_scopes(scopes: Iterable[Scope]) -> tuple[Scope, ...]:
    """Return a set of scopes as events have them."""
    return tuple(sorted(scopes, key=lambda scope: scope.value))


def _require_reader(deal: Deal, organisation: OrganisationId) -> None:
    if organisation in deal.parties.principals:
        raise RuleError("principal_already", organisation=organisation)
    if organisation != ORGANISERS and organisation not in deal.parties.participants:
        raise RuleError("not_in_deal", organisation=organisation)
