"""Codes that the desk tells somebody by voice: the second way, beside a link by e-mail."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from aggregates.vocabulary import PersonId
from api import ids
from api.accounts.accounts import Accounts, Visitor
from api.accounts.security import Note, note
from api.storage.links import note_wrong_code, put_spoken_code, use_spoken_code
from api.storage.operations import Transaction

LIFETIME: Final = timedelta(minutes=15)
TRIES: Final = 5
"""How many wrong codes end the right one; it has eight digits."""


def speak_code(accounts: Accounts, by: PersonId, person: PersonId, visitor: Visitor) -> str:
    """Return a code for the desk to tell a person, once they are known by their voice or face.

    Raises:
        ApiError: ``person_unlisted``.
    """
    accounts.people.person(person)
    code, until = ids.spoken_code(), accounts.clock() + LIFETIME
    with accounts.operations.transaction() as connection:
        put_spoken_code(connection, person, _hmac(accounts, person, code), by, until)
        note(
            connection,
            accounts,
            Note(what="code_spoken", person=person, by=by, visitor=visitor),
        )
    return code


def take_spoken(
    connection: Transaction, accounts: Accounts, person: PersonId, code: str
) -> PersonId | None:
    """Take the code that was told to a person and return by whom; a wrong one is counted.

    The transaction MUST be kept also when it was wrong, or guessing would cost nothing.
    """
    by = use_spoken_code(connection, person, _hmac(accounts, person, code), accounts.clock())
    if by is None:
        note_wrong_code(connection, person, TRIES)
    return by


def _hmac(accounts: Accounts, person: PersonId, code: str) -> bytes:
    digits = "".join(code.split())
    return accounts.secrets.keyed("spoken", person.encode(), digits.encode("utf-8", "replace"))
