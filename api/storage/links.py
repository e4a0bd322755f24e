"""One-time links, and the codes that the desk tells by voice."""

from __future__ import annotations

from datetime import datetime

import msgspec

from aggregates.vocabulary import OrganisationId, PersonId
from api.storage.operations import Transaction
from api.storage.rows import changed, one, several


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A link that lets one person in, once. ``kind``: account, recovery, guest, desk.

    It counts only if its ``mac`` is right: see `api.accounts.binding`.
    """

    id: str
    kind: str
    person: PersonId
    organisation: OrganisationId
    role: str
    deal: str = ""
    document_type: str = ""
    document_sha256: str = ""
    desk: OrganisationId = ""
    language: str
    issued_by: PersonId
    issued_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None
    token_sha256: bytes
    mac: bytes = b""


def put_link(connection: Transaction, link: Link) -> None:
    """Keep a new link; an earlier one of its kind, to the same person and deal, ends."""
    connection.execute(
        """
        UPDATE operations.links SET revoked_at = %s
        WHERE person = %s AND kind = %s AND deal = %s AND used_at IS NULL AND revoked_at IS NULL
        """,
        [link.issued_at, link.person, link.kind, link.deal],
    )
    connection.execute(
        """
        INSERT INTO operations.links (id, token_sha256, kind, person, organisation, role, deal,
            document_type, document_sha256, language, issued_by, issued_at, expires_at, mac,
            desk)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
        """,
        [
            *(link.id, link.token_sha256, link.kind, link.person, link.organisation, link.role),
            *(link.deal, link.document_type, link.document_sha256, link.language),
            *(link.issued_by, link.issued_at, link.expires_at, link.mac, link.desk),
        ],
    )


def open_link(connection: Transaction, token_sha256: bytes, at: datetime) -> Link | None:
    """Return the link of a token, if it can be used ``at``; it stays locked."""
    query = """
        SELECT id, kind, person, organisation, role, deal, document_type, document_sha256,
            language, issued_by, issued_at, expires_at, used_at, revoked_at, token_sha256, mac,
            desk
        FROM operations.links
        WHERE token_sha256 = %s AND used_at IS NULL AND revoked_at IS NULL AND expires_at > %s
        FOR UPDATE
    """
    return one(connection, Link, query, [token_sha256, at])


def use_link(connection: Transaction, link: str, at: datetime) -> bool:
    """Take a link; False if it was taken or revoked before."""
    statement = """
        UPDATE operations.links SET used_at = %s
        WHERE id = %s AND used_at IS NULL AND revoked_at IS NULL
    """
    return changed(connection, statement, [at, link]) == 1


def links_for(connection: Transaction, organisation: OrganisationId, limit: int) -> list[Link]:
    """Return the links into an organisation, the newest first."""
    query = """
        SELECT id, kind, person, organisation, role, deal, document_type, document_sha256,
            language, issued_by, issued_at, expires_at, used_at, revoked_at, token_sha256, mac,
            desk
        FROM operations.links WHERE organisation = %s ORDER BY issued_at DESC, id LIMIT %s
    """
    return several(connection, Link, query, [organisation, limit])


def revoke_link(
    connection: Transaction, organisation: OrganisationId, link: str, at: datetime
) -> bool:
    """Take a link into ``organisation`` back; False if there is none that can be used."""
    statement = """
        UPDATE operations.links SET revoked_at = %s
        WHERE id = %s AND organisation = %s AND used_at IS NULL AND revoked_at IS NULL
    """
    return changed(connection, statement, [at, link, organisation]) == 1


def revoke_links(connection: Transaction, person: PersonId, at: datetime, kind: str) -> int:
    """Take every link of a kind to a person back, and return how many could be used."""
    statement = """
        UPDATE operations.links SET revoked_at = %s
        WHERE person = %s AND kind = %s AND used_at IS NULL AND revoked_at IS NULL
    """
    return changed(connection, statement, [at, person, kind])


def put_spoken_code(
    connection: Transaction, person: PersonId, code_hmac: bytes, by: PersonId, until: datetime
) -> None:
    """Keep the code that was told to a person, in place of an earlier one."""
    connection.execute(
        """
        INSERT INTO operations.spoken_codes VALUES (%s, %s, %s, %s)
        ON CONFLICT (person) DO UPDATE SET code_hmac = excluded.code_hmac,
            issued_by = excluded.issued_by, expires_at = excluded.expires_at, tries = 0
        """,
        [person, code_hmac, by, until],
    )


def use_spoken_code(
    connection: Transaction, person: PersonId, code_hmac: bytes, at: datetime
) -> str | None:
    """Take the code that was told to a person, and return by whom; None if it is another."""
    query = """
        DELETE FROM operations.spoken_codes
        WHERE person = %s AND code_hmac = %s AND expires_at > %s RETURNING issued_by
    """
    row = connection.execute(query, [person, code_hmac, at]).fetchone()
    return None if row is None else str(row[0])


def note_wrong_code(connection: Transaction, person: PersonId, allowed: int) -> None:
    """Count a wrong code; after so many, the right one is of no use any more either."""
    connection.execute(
        "UPDATE operations.spoken_codes SET tries = tries + 1 WHERE person = %s", [person]
    )
    connection.execute(
        "DELETE FROM operations.spoken_codes WHERE person = %s AND tries >= %s", [person, allowed]
    )
