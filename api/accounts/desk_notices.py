"""Telling somebody at once what is done in their name at a desk, where they might not be.

An official could receive whoever is not there, and attest what nobody does. The person hears of
each thing by mail, and finds it in their account: what, when, at which desk, before whom.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec

from aggregates.vocabulary import OrganisationId, PersonId
from api.accounts.accounts import Accounts
from api.accounts.security import Note, note
from api.mail.messages import Kind
from api.mail.notices import write_to
from api.moments import minute
from api.storage import logs as storage
from api.storage.asking import note_told
from api.storage.operations import Transaction
from api.storage.sessions import Session

PAGE: Final = "/account/desk"
LISTED_MAX: Final = 500


class AtDesk(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was done at a desk: ``what`` is an operation, or that one was received."""

    at: datetime
    what: str
    official: PersonId
    desk: OrganisationId


def tell_received(
    connection: Transaction, accounts: Accounts, person: PersonId, desk: OrganisationId
) -> None:
    """Tell somebody that an official has received them, in the transaction of that."""
    _tell(connection, accounts, person, desk, "")


def tell_done(accounts: Accounts, session: Session, operation: str, done: str) -> None:
    """Note and tell what was done in a session at the desk; once for what ``done`` names."""
    with accounts.operations.transaction() as connection:
        if not note_told(connection, f"desk:{done}", accounts.clock()):
            return
        entry = Note(
            what="desk_done",
            person=session.person,
            by=session.attended_by,
            organisation=session.desk,
            session=session.id,
            facts={"operation": operation},
        )
        note(connection, accounts, entry)
        _tell(connection, accounts, session.person, session.desk, operation)


def done_at_desks(accounts: Accounts, person: PersonId) -> Sequence[AtDesk]:
    """Return what was done in somebody's name at desks, the newest first, 500 at most."""
    with accounts.operations.transaction() as connection:
        entries = storage.entries_of_kinds(
            connection, person, ("desk_opened", "desk_done"), LISTED_MAX
        )
    return [
        AtDesk(
            at=entry.at,
            what=entry.facts.get("operation", "receive_visitor"),
            official=entry.by,
            desk=entry.organisation,
        )
        for entry in entries
    ]


def _tell(
    connection: Transaction,
    accounts: Accounts,
    person: PersonId,
    desk: OrganisationId,
    operation: str,
) -> None:
    facts = {
        "at": minute(accounts.clock()),
        "desk": accounts.people.organisation_name(desk),
        "what": operation.replace("_", " "),
    }
    kind: Kind = "desk_done" if operation else "desk_received"
    write_to(connection, accounts, person, kind, PAGE, facts=facts)
