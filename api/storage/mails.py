"""Messages on their way."""

from __future__ import annotations

from datetime import datetime

import msgspec

from aggregates.vocabulary import PersonId
from api.storage.operations import Transaction
from api.storage.rows import changed, one


class Mail(msgspec.Struct, frozen=True, kw_only=True):
    """A message to one person. ``sealed`` is its address and its link, under the person's key."""

    id: str
    person: PersonId
    kind: str
    language: str
    sealed: bytes
    issuer: PersonId
    created_at: datetime
    due_at: datetime
    tries: int = 0


def put_mail(connection: Transaction, mail: Mail) -> None:
    """Put a message on its way; it goes if and when this transaction is kept."""
    connection.execute(
        """
        INSERT INTO operations.mails
            (id, person, kind, language, sealed, issuer, created_at, due_at, tries)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
        """,
        msgspec.structs.astuple(mail),
    )


def any_due(connection: Transaction, at: datetime) -> bool:
    """Return whether a message waits."""
    query = "SELECT FROM operations.mails WHERE sealed IS NOT NULL AND due_at <= %s LIMIT 1"
    return connection.execute(query, [at]).fetchone() is not None


def claim_due(connection: Transaction, at: datetime, until: datetime) -> Mail | None:
    """Return the message that waits longest, as ours ``until`` then: nobody else tries it before.

    ``tries`` counts this one. What another worker claims at this moment is passed over.
    """
    query = """
        UPDATE operations.mails SET due_at = %s, tries = tries + 1 WHERE id = (
            SELECT id FROM operations.mails WHERE sealed IS NOT NULL AND due_at <= %s
            ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING id, person, kind, language, sealed, issuer, created_at, due_at, tries
    """
    return one(connection, Mail, query, [until, at])


def note_sent(connection: Transaction, mail: str, at: datetime) -> None:
    """Note that a message was taken over by the server, and forget what it said."""
    connection.execute(
        "UPDATE operations.mails SET sent_at = %s, sealed = NULL, reason = '' WHERE id = %s",
        [at, mail],
    )


def put_off(connection: Transaction, mail: str, due_at: datetime, reason: str) -> None:
    """Try a message again later."""
    connection.execute(
        "UPDATE operations.mails SET due_at = %s, reason = %s WHERE id = %s",
        [due_at, reason, mail],
    )


def note_failed(connection: Transaction, mail: str, at: datetime, reason: str) -> bool:
    """Note that a message did not arrive, now or after all; False if that is known."""
    statement = """
        UPDATE operations.mails SET failed_at = %s, sealed = NULL, reason = %s
        WHERE id = %s AND failed_at IS NULL
    """
    return changed(connection, statement, [at, reason, mail]) == 1


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """To whom a message was, and on whose behalf."""

    person: PersonId
    kind: str
    issuer: PersonId


def sent_mail(connection: Transaction, mail: str) -> Failed | None:
    """Return to whom a message was sent."""
    query = "SELECT person, kind, issuer FROM operations.mails WHERE id = %s"
    return one(connection, Failed, query, [mail])
