"""The log of what concerns security: who came in, who was refused, who gave whom which power."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from aggregates.vocabulary import OrganisationId, PersonId
from api.accounts.accounts import NOWHERE, Accounts, Visitor
from api.storage.logs import Entry, put_entry
from api.storage.operations import Transaction

What: TypeAlias = Literal[
    "account_made",
    "administrator_appointed",
    "administrator_removed",
    "bootstrapped",
    "code_spoken",
    "desk_done",
    "desk_opened",
    "device_counter_went_back",
    "email_change_asked",
    "email_change_stopped",
    "email_changed",
    "invited",
    "key_made",
    "key_revoked",
    "link_revoked",
    "mail_undelivered",
    "outside_linked",
    "outside_unlinked",
    "passkey_added",
    "passkey_removed",
    "password_changed",
    "power_recorded",
    "power_revoked",
    "presence_attested",
    "recovered",
    "recovery_cancelled",
    "recovery_codes_made",
    "recovery_confirmed",
    "recovery_opened",
    "session_ended",
    "sessions_ended",
    "signed_in",
    "sign_in_refused",
    "stepped_up",
    "step_up_refused",
    "switched",
    "totp_changed",
    "webhook_altered",
    "webhook_disabled",
    "webhook_enabled",
    "webhook_registered",
    "webhook_removed",
    "webhook_rotated",
]
"""What can stand in the log. A word is added, never given another meaning."""


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """An entry to be made: about ``person``, by ``by`` (the person themselves if empty)."""

    what: What
    person: PersonId
    by: PersonId = ""
    organisation: OrganisationId = ""
    session: str = ""
    visitor: Visitor = NOWHERE
    facts: dict[str, str] = {}


def note(connection: Transaction, accounts: Accounts, entry: Note) -> None:
    """Add to the log, in the transaction of what it tells of."""
    put_entry(
        connection,
        Entry(
            at=accounts.clock(),
            what=entry.what,
            person=entry.person,
            by=entry.by or entry.person,
            organisation=entry.organisation,
            session=entry.session,
            origin_hmac=origin_hmac(accounts, entry.visitor),
            facts=entry.facts,
        ),
    )


def origin_hmac(accounts: Accounts, visitor: Visitor) -> bytes:
    """Return the keyed hash of where somebody comes from; empty for nowhere."""
    if not visitor.origin:
        return b""
    return accounts.secrets.keyed("origin", visitor.origin.encode("utf-8", "replace"))
