"""The two logs that are only added to, of what concerns security, and of who read what."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec
from psycopg.sql import SQL, Composed
from psycopg.types.json import Jsonb

from aggregates.vocabulary import OrganisationId, PersonId
from api.storage.operations import Transaction
from api.storage.rows import several


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """Something that concerns security: what, about whom, by whom, in which session, from where.

    ``origin_hmac`` is a keyed hash of the network address; empty where there was none.
    """

    at: datetime
    what: str
    person: PersonId
    by: PersonId
    organisation: OrganisationId
    session: str
    origin_hmac: bytes
    facts: dict[str, str]


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody read something by virtue of an office; ``operation`` is the endpoint's id.

    ``purpose`` is what for, as they said; empty where they said nothing.
    """

    at: datetime
    person: PersonId
    organisation: OrganisationId
    role: str
    operation: str
    resource: str
    purpose: str = ""


_ENTRIES: Final = SQL("""
    SELECT at, what, person, by, organisation, session, origin_hmac, facts
    FROM operations.security_log WHERE {} = %s ORDER BY number DESC LIMIT %s
""")
_ACCESS: Final = """
    INSERT INTO operations.access_log
        (at, person, organisation, role, operation, resource, purpose)
    VALUES (%s, %s, %s, %s, %s, %s, %s)
"""


def forget_entries(connection: Transaction, security_days: int, access_days: int, most: int) -> int:
    """Remove the oldest entries of both logs that are older, at most ``most`` of each; how many.

    The database removes none that is younger than ninety days.
    """
    query = "SELECT operations.forget_logs(%s, %s, %s)"
    found = connection.execute(query, [security_days, access_days, most]).fetchone()
    assert found is not None  # noqa: S101 - a function returns a row
    return int(found[0])


def put_entry(connection: Transaction, entry: Entry) -> None:
    """Add to the log of what concerns security."""
    connection.execute(
        """
        INSERT INTO operations.security_log
            (at, what, person, by, organisation, session, origin_hmac, facts)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
        """,
        [
            *(entry.at, entry.what, entry.person, entry.by, entry.organisation, entry.session),
            *(entry.origin_hmac, Jsonb(entry.facts)),
        ],
    )


def entries_about(connection: Transaction, person: PersonId, limit: int) -> list[Entry]:
    """Return what concerns a person, the newest first."""
    return _entries(connection, _ENTRIES.format(SQL("person")), person, limit)


def entries_in(connection: Transaction, organisation: OrganisationId, limit: int) -> list[Entry]:
    """Return what happened in an organisation, the newest first."""
    return _entries(connection, _ENTRIES.format(SQL("organisation")), organisation, limit)


def entries_of_kinds(
    connection: Transaction, person: PersonId, kinds: tuple[str, ...], limit: int
) -> list[Entry]:
    """Return what of some kinds concerns a person, the newest first."""
    query = """
        SELECT at, what, person, by, organisation, session, origin_hmac, facts
        FROM operations.security_log WHERE person = %s AND what = ANY (%s)
        ORDER BY number DESC LIMIT %s
    """
    return several(connection, Entry, query, [person, list(kinds), limit])


def first_entries(connection: Transaction, what: str, limit: int) -> list[Entry]:
    """Return where something of this kind happened, the oldest first."""
    query = """
        SELECT at, what, person, by, organisation, session, origin_hmac, facts
        FROM operations.security_log WHERE what = %s ORDER BY number LIMIT %s
    """
    return several(connection, Entry, query, [what, limit])


def put_access(connection: Transaction, access: Access) -> None:
    """Add to the log of who read what."""
    connection.execute(_ACCESS, msgspec.structs.astuple(access))


def accesses_to(connection: Transaction, resource: str, limit: int) -> list[Access]:
    """Return who read something, the newest first."""
    query = """
        SELECT at, person, organisation, role, operation, resource, purpose
        FROM operations.access_log
        WHERE resource = %s ORDER BY number DESC LIMIT %s
    """
    return several(connection, Access, query, [resource, limit])


def _entries(connection: Transaction, query: Composed, of: str, limit: int) -> list[Entry]:
    return several(connection, Entry, query, [of, limit])
