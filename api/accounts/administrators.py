"""Administrators of an organisation: who looks after its people's accounts."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.vocabulary import Actor, OrganisationId, PersonId
from api.accounts.accounts import Accounts, Visitor
from api.accounts.binding import bound
from api.accounts.security import Note, What, note
from api.accounts.vouching import FAIR, administrators_in, require_administers
from api.refusals import ApiError
from api.storage import organisations as storage
from api.storage.operations import Transaction
from api.storage.organisations import Administrator


def appoint_administrator(
    accounts: Accounts, by: Actor, organisation: OrganisationId, person: PersonId, at: Visitor
) -> bool:
    """Make somebody of an organisation its administrator; False if they are one.

    The registry or the organiser appoints, and the administrators that there are.

    Raises:
        ApiError: ``not_administrator``; ``post_missing`` unless the person is of that
            organisation; ``person_unlisted``.
    """
    with accounts.operations.transaction() as connection:
        _require_may(connection, accounts, by, organisation)
        if all(post.organisation != organisation for post in accounts.people.posts(person)):
            raise ApiError("post_missing", organisation=organisation, role="")
        appointed = Administrator(
            organisation=organisation,
            person=person,
            appointed_by=by.person,
            appointed_at=accounts.clock(),
        )
        if not storage.put_administrator(connection, bound(accounts.secrets, appointed)):
            return False
        note(connection, accounts, _told("administrator_appointed", by, organisation, person, at))
        return True


def remove_administrator(
    accounts: Accounts, by: Actor, organisation: OrganisationId, person: PersonId, at: Visitor
) -> bool:
    """Make somebody an administrator no longer; False if they are none.

    Raises:
        ApiError: ``not_administrator``.
    """
    with accounts.operations.transaction() as connection:
        _require_may(connection, accounts, by, organisation)
        if not storage.remove_administrator(connection, organisation, person):
            return False
        note(connection, accounts, _told("administrator_removed", by, organisation, person, at))
        return True


def administrators(
    accounts: Accounts, by: Actor, organisation: OrganisationId
) -> Sequence[PersonId]:
    """Return the administrators of an organisation, the first appointed first.

    Raises:
        ApiError: ``not_administrator`` unless ``by`` is of that organisation, or of the fair.
    """
    if by.role not in FAIR and by.organisation != organisation:
        raise ApiError("not_administrator")
    with accounts.operations.transaction() as connection:
        return administrators_in(connection, accounts, organisation)


def _require_may(
    connection: Transaction, accounts: Accounts, by: Actor, organisation: OrganisationId
) -> None:
    if by.role not in FAIR:
        require_administers(connection, accounts, by, organisation)


def _told(
    what: What, by: Actor, organisation: OrganisationId, person: PersonId, visitor: Visitor
) -> Note:
    return Note(what=what, person=person, by=by.person, organisation=organisation, visitor=visitor)
