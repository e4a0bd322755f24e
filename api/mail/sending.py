"""The outbox: messages are put in with what they tell of, and go when a worker comes."""

from __future__ import annotations

import smtplib
from datetime import datetime, timedelta
from typing import Final

import msgspec

from aggregates.vocabulary import PersonId
from api import ids
from api.accounts.accounts import Accounts
from api.accounts.security import Note, note
from api.errors import Language
from api.mail.messages import Enclosed, Kind, Letter, composed, return_address
from api.mail.smtp import MailServer, UndeliverableError, hand_over
from api.refusals import ApiError
from api.storage import mails as storage
from api.storage.accounts import account_of
from api.storage.mails import Mail
from api.storage.operations import Transaction
from ledger.errors import LedgerError

TRIES_MAX: Final = 8
"""How often a message is tried; the eighth time is about two days after the first."""
FIRST_RETRY: Final = timedelta(minutes=2)
RETRY_MAX: Final = timedelta(hours=16)
CLAIM: Final = timedelta(minutes=10)
"""How long a message is one worker's: longer than every wait on the server together."""

_PLACE = "mails"


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """What is sealed of a message until it has gone."""

    address: str
    link: str
    until: datetime | None
    facts: dict[str, str] = {}
    enclosed: Enclosed | None = None


class Posted(msgspec.Struct, frozen=True, kw_only=True):
    """A message to be put in. ``issuer`` hears of it if it does not arrive.

    It goes to the person's registered address where no other ``address`` is given.
    """

    person: PersonId
    kind: Kind
    language: Language
    link: str = ""
    until: datetime | None = None
    issuer: PersonId = ""
    enclosed: Enclosed | None = None
    address: str = ""
    facts: dict[str, str] = {}


def post(connection: Transaction, accounts: Accounts, posted: Posted) -> str:
    """Put a message into the outbox and return its id; it goes if the transaction is kept.

    Raises:
        ApiError: ``person_unlisted``.
        LedgerError: ``key_destroyed`` if the person was erased.
    """
    at = accounts.clock()
    mail = ids.new_id(at)
    address = posted.address or accounts.people.address(posted.person)
    content = msgspec.json.encode(
        Content(
            address=address,
            link=posted.link,
            until=posted.until,
            facts=posted.facts,
            enclosed=posted.enclosed,
        )
    )
    storage.put_mail(
        connection,
        Mail(
            id=mail,
            person=posted.person,
            kind=posted.kind,
            language=posted.language,
            sealed=accounts.secrets.seal(posted.person, _PLACE, content.decode()),
            issuer=posted.issuer,
            created_at=at,
            due_at=at,
        ),
    )
    return mail


def send_due_mails(accounts: Accounts, server: MailServer, most: int = 100) -> int:
    """Send what is due, at most so many, and return how many the server took.

    Each message is claimed before it is tried: several workers do not send it twice. Should the
    process die between the server's answer and our note of it, it goes once more: a link counts
    once all the same.

    Raises:
        ApiError: ``mail_not_sent`` if the server is out of reach; every message stays where it is.
        LedgerError: ``unavailable``.
    """
    sent = 0
    with server.connected() as connection:
        for _ in range(most):
            taken = _send_next(accounts, server, connection)
            if taken is None:
                break
            sent += taken
    return sent


def report_bounce(accounts: Accounts, mail: str, reason: str) -> None:
    """Note that a message came back, and tell whoever had it sent.

    Raises:
        ApiError: ``mail_unlisted``.
    """
    with accounts.operations.transaction() as connection:
        if not _failed(connection, accounts, mail, reason):
            raise ApiError("mail_unlisted")


def _send_next(accounts: Accounts, server: MailServer, connection: smtplib.SMTP) -> bool | None:
    """Try the message that waits longest; None if none is due, False if it did not go.

    No transaction is open while the server is spoken to.
    """
    at = accounts.clock()
    with accounts.operations.transaction() as transaction:
        mail = storage.claim_due(transaction, at, at + CLAIM)
    if mail is None:
        return None
    try:
        letter = _letter(accounts, mail)
        back = return_address(letter, server.sender)
        hand_over(connection, composed(letter, server.sender, at), back, letter.address)
    except UndeliverableError as refused:
        return _gave_up(accounts, mail, refused.reason)
    except LedgerError as wrong:
        if wrong.code != "key_destroyed":
            raise
        return _gave_up(accounts, mail, wrong.code)
    except ApiError as failed:
        return _put_off(accounts, mail, str(failed.facts.get("reason", "")))
    with accounts.operations.transaction() as transaction:
        storage.note_sent(transaction, mail.id, at)
    return True


def _gave_up(accounts: Accounts, mail: Mail, reason: str) -> bool:
    with accounts.operations.transaction() as transaction:
        _failed(transaction, accounts, mail.id, reason)
    return False


def _put_off(accounts: Accounts, mail: Mail, reason: str) -> bool:
    if mail.tries >= TRIES_MAX:
        return _gave_up(accounts, mail, reason)
    wait = min(FIRST_RETRY * 4 ** (mail.tries - 1), RETRY_MAX)
    with accounts.operations.transaction() as transaction:
        storage.put_off(transaction, mail.id, accounts.clock() + wait, reason)
    return False


def _letter(accounts: Accounts, mail: Mail) -> Letter:
    opened = accounts.secrets.open(mail.person, _PLACE, mail.sealed)
    content = msgspec.json.decode(opened, type=Content)
    return Letter(
        id=mail.id,
        kind=msgspec.convert(mail.kind, Kind),
        language=language_of(mail.language),
        address=content.address,
        link=content.link,
        until=content.until,
        facts=content.facts,
        enclosed=content.enclosed,
    )


def _failed(connection: Transaction, accounts: Accounts, mail: str, reason: str) -> bool:
    """Note that a message will not arrive, and alert who had it sent; False if that is known."""
    found = storage.sent_mail(connection, mail)
    if found is None or not storage.note_failed(connection, mail, accounts.clock(), reason):
        return False
    facts = {"mail": mail, "kind": found.kind, "reason": reason}
    entry = Note(what="mail_undelivered", person=found.person, by=found.issuer, facts=facts)
    note(connection, accounts, entry)
    if found.issuer and found.issuer != found.person and found.kind != "undelivered":
        _alert(connection, accounts, found.issuer)
    return True


def _alert(connection: Transaction, accounts: Accounts, issuer: PersonId) -> None:
    """Tell somebody that a message of theirs did not arrive, if there still is somebody to tell."""
    account = account_of(connection, issuer)
    language = language_of(account.language if account else "en")
    try:
        post(connection, accounts, Posted(person=issuer, kind="undelivered", language=language))
    except (ApiError, LedgerError) as gone:
        if gone.code not in {"person_unlisted", "key_destroyed"}:
            raise


def language_of(language: str) -> Language:
    """Return a language of messages: Chinese, or else English."""
    return "zh" if language == "zh" else "en"
