"""Administrators of an organisation: who looks after its people's accounts."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.vocabulary import Actor, OrganisationId, PersonId
from api.accounts.accounts import Accounts, Visitor
from api.accounts.security import Note, What, note
from api.accounts.vouching import FAIR, require_administers
from api.refusals import ApiError
from api.storage import organisations as storage
from api.storage.operations import Transaction


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
        _require_may(connection, by, organisation)
        if all(post.organisation != organisation for post in accounts.people.posts(person)):
            raise ApiError("post_missing", organisation=organisation, role="")
        now = accounts.clock()
        if not storage.put_administrator(connection, organisation, person, by.person, now):
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
        _require_may(connection, by, organisation)
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
        return storage.administrators_of(connection, organisation)


def _require_may(connection: Transaction, by: Actor, organisation: OrganisationId) -> None:
    if by.role not in FAIR:
        require_administers(connection, by, organisation)


def _told(
    what: What, by: Actor, organisation: OrganisationId, person: PersonId, visitor: Visitor
) -> Note:
    return Note(what=what, person=person, by=by.person, organisation=organisation, visitor=visitor)
