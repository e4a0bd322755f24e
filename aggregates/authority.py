"""Who may ask: the roles and the organisation that a person acts in."""

from __future__ import annotations

from aggregates.errors import RuleError
from aggregates.vocabulary import Actor, OrganisationId, Role

OFFICE_ROLES = frozenset({Role.OFFICIAL, Role.ORGANISER, Role.REGISTRY})
"""Those who act for the fair or the state, not for a side."""


def check_role(actor: Actor, *allowed: Role) -> None:
    """``actor`` acts in one of the roles ``allowed``.

    Raises:
        RuleError: ``role_not_allowed``.
    """
    if actor.role not in allowed:
        needed = tuple(role.value for role in allowed)
        raise RuleError("role_not_allowed", role=actor.role.value, allowed=needed)


def check_acts_for(actor: Actor, organisation: OrganisationId) -> None:
    """``actor`` acts for ``organisation`` in this session.

    Raises:
        RuleError: ``not_your_organisation``.
    """
    if actor.organisation != organisation:
        raise RuleError("not_your_organisation", organisation=organisation)


def check_acts_for_or_office(actor: Actor, *organisations: OrganisationId) -> None:
    """``actor`` acts for one of ``organisations``, or for the fair or the state.

    An empty id is no organisation: whoever acts for nobody does not act for a missing sponsor.

    Raises:
        RuleError: ``not_your_organisation``, with the first of them.
    """
    named = [organisation for organisation in organisations if organisation]
    if actor.role not in OFFICE_ROLES and actor.organisation not in named:
        raise RuleError("not_your_organisation", organisation=organisations[0])
