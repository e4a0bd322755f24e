"""Who may say something of a person on an organisation's behalf."""

from __future__ import annotations

from typing import Final

from aggregates.vocabulary import Actor, OrganisationId, PersonId, Role
from api.accounts.accounts import Accounts
from api.accounts.binding import counting
from api.refusals import ApiError
from api.storage.operations import Transaction
from api.storage.organisations import administrators_of

FAIR: Final = frozenset({Role.REGISTRY, Role.ORGANISER})
"""Those who register people."""
DESK: Final = frozenset({Role.REGISTRY, Role.ORGANISER, Role.OFFICIAL})
"""Those who may sit at the help desk."""


def require_vouches(
    connection: Transaction, accounts: Accounts, by: Actor, person: PersonId
) -> None:
    """Refuse unless ``by`` speaks for the fair, or leads or administers the person's organisation.

    Raises:
        ApiError: ``not_vouched_for``, ``person_unlisted``.
    """
    posts = accounts.people.posts(person)
    if by.role in FAIR:
        return
    own = any(post.organisation == by.organisation for post in posts)
    if not own or not _speaks_for(connection, accounts, by):
        raise ApiError("not_vouched_for")


def require_speaks_for(
    connection: Transaction, accounts: Accounts, by: Actor, organisation: OrganisationId
) -> None:
    """Refuse unless ``by`` leads or administers ``organisation``.

    Raises:
        ApiError: ``not_administrator``.
    """
    if by.organisation != organisation or not _speaks_for(connection, accounts, by):
        raise ApiError("not_administrator")


def administrators_in(
    connection: Transaction, accounts: Accounts, organisation: OrganisationId
) -> list[PersonId]:
    """Return the administrators of an organisation, the first appointed first."""
    found = administrators_of(connection, organisation)
    return [one.person for one in counting(accounts.secrets, found)]


def require_administers(
    connection: Transaction, accounts: Accounts, by: Actor, organisation: OrganisationId
) -> None:
    """Refuse unless ``by`` is an administrator of ``organisation`` and acts for it.

    Raises:
        ApiError: ``not_administrator``.
    """
    if by.organisation != organisation or not _administers(connection, accounts, by):
        raise ApiError("not_administrator")


def _speaks_for(connection: Transaction, accounts: Accounts, by: Actor) -> bool:
    """Return whether somebody leads or administers their organisation, as one of its own people.

    An adviser who leads by a power passes none of it on.
    """
    own = any(post.organisation == by.organisation for post in accounts.people.posts(by.person))
    return own and (by.role is Role.LEAD or _administers(connection, accounts, by))


def _administers(connection: Transaction, accounts: Accounts, by: Actor) -> bool:
    return by.person in administrators_in(connection, accounts, by.organisation)
