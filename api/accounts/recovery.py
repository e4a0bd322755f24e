"""Recovery: two administrators let a colleague in again, or the desk does, by identity document.

The person hears of it at their registered address, and can cancel it while they can still sign in.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from aggregates.vocabulary import Actor, OrganisationId, PersonId, Role, Sha256
from api import ids
from api.accounts.accounts import Accounts, Visitor
from api.accounts.desk import DocumentType
from api.accounts.limits import LINKS_TO, require_within
from api.accounts.links import Issue, issue_by_mail
from api.accounts.people import Acts
from api.accounts.security import Note, note
from api.accounts.vouching import DESK, administrators_in, require_administers
from api.mail.sending import Posted, language_of, post
from api.refusals import ApiError
from api.storage import organisations as storage
from api.storage.accounts import Account, account_of
from api.storage.links import Link, revoke_links
from api.storage.operations import Transaction
from api.storage.organisations import Recovery

LIFETIME: Final = timedelta(days=2)
"""How long the first administrator's word waits for the second's."""


def open_recovery(accounts: Accounts, by: Actor, person: PersonId, visitor: Visitor) -> Recovery:
    """Ask, as one administrator, that a colleague can come in again.

    Raises:
        ApiError: ``not_administrator``, ``two_administrators`` for oneself, ``account_unlisted``,
            ``post_missing`` unless they are of one's organisation, ``too_many_requests``.
    """
    with accounts.operations.transaction() as connection:
        # before it is counted: a stranger could use up what a person may be sent
        _require_colleague(connection, accounts, by, person)
    require_within(accounts, LINKS_TO, person.encode())
    at = accounts.clock()
    recovery = Recovery(
        id=ids.new_id(at),
        person=person,
        organisation=by.organisation,
        opened_by=by.person,
        opened_at=at,
        expires_at=at + LIFETIME,
    )
    with accounts.operations.transaction() as connection:
        account = _require_colleague(connection, accounts, by, person)
        storage.put_recovery(connection, recovery)
        warning = Posted(
            person=person, kind="recovery_opened", language=language_of(account.language)
        )
        post(connection, accounts, warning)
        facts = {"recovery": recovery.id}
        entry = Note(
            what="recovery_opened",
            person=person,
            by=by.person,
            organisation=by.organisation,
            visitor=visitor,
            facts=facts,
        )
        note(connection, accounts, entry)
    return recovery


def confirm_recovery(accounts: Accounts, by: Actor, recovery: str, visitor: Visitor) -> Link:
    """Agree, as another administrator: a link goes to the person's registered address.

    Raises:
        ApiError: ``recovery_unlisted``, ``not_administrator``, ``two_administrators`` for who
            asked and for the person concerned, ``account_unlisted``, ``post_missing``.
    """
    with accounts.operations.transaction() as connection:
        found = storage.open_recovery(connection, recovery, accounts.clock())
        if found is None or found.organisation != by.organisation:
            raise ApiError("recovery_unlisted")
        if by.person == found.opened_by:
            raise ApiError("two_administrators")
        account = _require_colleague(connection, accounts, by, found.person)
        # who was one when they asked may be none any more
        if found.opened_by not in administrators_in(connection, accounts, found.organisation):
            raise ApiError("two_administrators")
        storage.confirm_recovery(connection, recovery, by.person)
        link = _send_link(connection, accounts, account, by)
        entry = Note(
            what="recovery_confirmed",
            person=found.person,
            by=by.person,
            organisation=by.organisation,
            visitor=visitor,
            facts={"recovery": recovery, "opened_by": found.opened_by, "link": link.id},
        )
        note(connection, accounts, entry)
        return link


def recover_at_desk(
    accounts: Accounts,
    by: Actor,
    person: PersonId,
    document: tuple[DocumentType, Sha256],
    visitor: Visitor,
) -> Link:
    """Let somebody in again who has shown an identity document at the help desk.

    Raises:
        ApiError: ``not_vouched_for`` unless ``by`` sits at the desk; ``four_eyes_at_desk`` for
            oneself; ``account_unlisted``, ``post_missing``, ``too_many_requests``.
    """
    if by.role not in DESK:
        raise ApiError("not_vouched_for")
    if by.person == person:
        raise ApiError("four_eyes_at_desk")
    require_within(accounts, LINKS_TO, person.encode())
    with accounts.operations.transaction() as connection:
        account = _require_account(connection, person)
        link = _send_link(connection, accounts, account, by)
        entry = Note(
            what="recovery_confirmed",
            person=person,
            by=by.person,
            organisation=by.organisation,
            visitor=visitor,
            facts={
                "link": link.id,
                "document_type": document[0],
                "document_sha256": document[1],
            },
        )
        note(connection, accounts, entry)
        return link


def cancel_recovery(accounts: Accounts, person: PersonId, visitor: Visitor) -> int:
    """End what others asked for one's account, its links too, and return how much that was."""
    at = accounts.clock()
    with accounts.operations.transaction() as connection:
        ended = storage.cancel_recoveries(connection, person, at)
        ended += revoke_links(connection, person, at, "recovery")
        facts = {"ended": str(ended)}
        entry = Note(what="recovery_cancelled", person=person, visitor=visitor, facts=facts)
        note(connection, accounts, entry)
        return ended


def _require_colleague(
    connection: Transaction, accounts: Accounts, by: Actor, person: PersonId
) -> Account:
    require_administers(connection, accounts, by, by.organisation)
    if by.person == person:
        raise ApiError("two_administrators")
    _acts_for(accounts, person, by.organisation)
    return _require_account(connection, person)


def _require_account(connection: Transaction, person: PersonId) -> Account:
    account = account_of(connection, person)
    if account is None:
        raise ApiError("account_unlisted")
    return account


def _send_link(connection: Transaction, accounts: Accounts, account: Account, by: Actor) -> Link:
    wanted = Issue(
        kind="recovery",
        person=account.person,
        acts=_acts_for(accounts, account.person, ""),
        by=by.person,
        language=language_of(account.language),
    )
    return issue_by_mail(connection, accounts, wanted)


def _acts_for(accounts: Accounts, person: PersonId, organisation: OrganisationId) -> Acts:
    """Return the person's first post, in ``organisation`` if one is named."""
    for post_held in accounts.people.posts(person):
        if organisation in {"", post_held.organisation}:
            role: Role = post_held.roles[0]
            return Acts(organisation=post_held.organisation, role=role)
    raise ApiError("post_missing", organisation=organisation, role="")
