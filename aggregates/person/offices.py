"""Offices: posts in which a person acts for the fair or the state, and reads what is of others.

Two people of the registry give one: the one proposes, the other confirms. So nobody alone, whoever
has taken their account, can make somebody an official, an auditor or one of the registry.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from aggregates.authority import OFFICE_ROLES, check_role
from aggregates.errors import RuleError
from aggregates.person.events import Post
from aggregates.vocabulary import Actor, OrganisationId, Role

OFFICES: Final = OFFICE_ROLES | {Role.AUDITOR}
"""The roles that are offices, in whatever organisation they are held."""

Office: TypeAlias = tuple[OrganisationId, Role]
"""An organisation, and the role that somebody has for it."""


def offices_of(posts: Iterable[Post]) -> frozenset[Office]:
    """Return the offices among ``posts``."""
    return frozenset(
        (post.organisation, role) for post in posts for role in post.roles if role in OFFICES
    )


def check_offices(actor: Actor, before: Sequence[Post], after: Sequence[Post]) -> None:
    """No office comes with ``after`` that there was not ``before``; the registry takes one away.

    Raises:
        RuleError: ``office_by_two`` with the first that would come; ``role_not_allowed``.
    """
    had, has = offices_of(before), offices_of(after)
    for organisation, role in sorted(has - had, key=_named):
        raise RuleError("office_by_two", organisation=organisation, role=role.value)
    if had - has:
        check_role(actor, Role.REGISTRY)


def check_is_office(role: Role) -> None:
    """``role`` is an office.

    Raises:
        RuleError: ``office_unlisted``.
    """
    if role not in OFFICES:
        raise RuleError("office_unlisted", role=role.value)


def _named(office: Office) -> tuple[str, str]:
    return office[0], office[1].value
