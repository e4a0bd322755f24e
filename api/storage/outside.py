"""Accounts elsewhere that people have linked with theirs."""

from __future__ import annotations

from datetime import datetime

import msgspec

from aggregates.vocabulary import PersonId
from api.storage.operations import Transaction
from api.storage.rows import changed, one, several


class OutsideLink(msgspec.Struct, frozen=True, kw_only=True):
    """An account at a provider that lets one person in; of it there is a keyed hash.

    It counts only if its ``mac`` is right: see `api.accounts.binding`.
    """

    id: str
    person: PersonId
    issuer: str
    subject_hmac: bytes
    linked_at: datetime
    used_at: datetime | None = None
    mac: bytes = b""


def put_outside_link(connection: Transaction, link: OutsideLink) -> bool:
    """Keep a link; False if the account is linked, or the person has one with this provider."""
    statement = """
        INSERT INTO operations.outside_links
            (id, person, issuer, subject_hmac, linked_at, used_at, mac)
        VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
    """
    return changed(connection, statement, msgspec.structs.astuple(link)) == 1


def outside_link(connection: Transaction, subject_hmac: bytes) -> OutsideLink | None:
    """Return the link of an account elsewhere, if it is linked."""
    query = """
        SELECT id, person, issuer, subject_hmac, linked_at, used_at, mac
        FROM operations.outside_links WHERE subject_hmac = %s
    """
    return one(connection, OutsideLink, query, [subject_hmac])


def outside_links_of(connection: Transaction, person: PersonId) -> list[OutsideLink]:
    """Return a person's links, the oldest first."""
    query = """
        SELECT id, person, issuer, subject_hmac, linked_at, used_at, mac
        FROM operations.outside_links WHERE person = %s ORDER BY linked_at, id
    """
    return several(connection, OutsideLink, query, [person])


def use_outside_link(connection: Transaction, link: str, at: datetime) -> None:
    """Note when somebody came in by a link."""
    connection.execute("UPDATE operations.outside_links SET used_at = %s WHERE id = %s", [at, link])


def remove_outside_link(connection: Transaction, person: PersonId, link: str) -> bool:
    """Forget one of a person's links; False if they have none of that id."""
    statement = "DELETE FROM operations.outside_links WHERE id = %s AND person = %s"
    return changed(connection, statement, [link, person]) == 1


def forget_outside_links_since(connection: Transaction, person: PersonId, since: datetime) -> int:
    """Forget the links that a person has had since then only, and return how many."""
    statement = "DELETE FROM operations.outside_links WHERE person = %s AND linked_at >= %s"
    return changed(connection, statement, [person, since])
