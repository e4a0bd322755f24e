"""What an organisation says of people: its administrators, recoveries, and powers of advisers."""

from __future__ import annotations

from datetime import datetime

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import class_row

from aggregates.vocabulary import OrganisationId, PersonId, Sha256
from api.storage.operations import Transaction
from api.storage.rows import changed, one, several


class Recovery(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody shall come in again who has lost what they signed in with."""

    id: str
    person: PersonId
    organisation: OrganisationId
    opened_by: PersonId
    opened_at: datetime
    expires_at: datetime
    confirmed_by: PersonId = ""
    cancelled_at: datetime | None = None


class Power(msgspec.Struct, frozen=True, kw_only=True):
    """An adviser may act for an organisation in ``roles``, from ``valid_from`` until then."""

    id: str
    person: PersonId
    organisation: OrganisationId
    roles: list[str]
    evidence_sha256: Sha256
    valid_from: datetime
    valid_until: datetime
    recorded_by: PersonId
    recorded_at: datetime
    revoked_at: datetime | None = None
    mac: bytes = b""


class Administrator(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody looks after the accounts of an organisation's people."""

    organisation: OrganisationId
    person: PersonId
    appointed_by: PersonId
    appointed_at: datetime
    mac: bytes = b""


def put_administrator(connection: Transaction, administrator: Administrator) -> bool:
    """Make a person an administrator; False if they are one."""
    statement = """
        INSERT INTO operations.administrators VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
    """
    return changed(connection, statement, msgspec.structs.astuple(administrator)) == 1


def remove_administrator(
    connection: Transaction, organisation: OrganisationId, person: PersonId
) -> bool:
    """Make a person no administrator; False if they are none."""
    statement = "DELETE FROM operations.administrators WHERE organisation = %s AND person = %s"
    return changed(connection, statement, [organisation, person]) == 1


def administrators_of(connection: Transaction, organisation: OrganisationId) -> list[Administrator]:
    """Return the administrators of an organisation, the first appointed first."""
    query = """
        SELECT * FROM operations.administrators WHERE organisation = %s
        ORDER BY appointed_at, person
    """
    return several(connection, Administrator, query, [organisation])


def put_recovery(connection: Transaction, recovery: Recovery) -> None:
    """Keep a recovery that one administrator asks for; an earlier one for the person ends."""
    connection.execute(
        """
        UPDATE operations.recoveries SET cancelled_at = %s
        WHERE person = %s AND confirmed_by = '' AND cancelled_at IS NULL
        """,
        [recovery.opened_at, recovery.person],
    )
    connection.execute(
        """
        INSERT INTO operations.recoveries
            (id, person, organisation, opened_by, opened_at, expires_at, confirmed_by, cancelled_at)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
        """,
        msgspec.structs.astuple(recovery),
    )


def open_recovery(connection: Transaction, recovery: str, at: datetime) -> Recovery | None:
    """Return a recovery that waits for a second administrator; it stays locked."""
    query = """
        SELECT * FROM operations.recoveries
        WHERE id = %s AND confirmed_by = '' AND cancelled_at IS NULL AND expires_at > %s
        FOR UPDATE
    """
    return one(connection, Recovery, query, [recovery, at])


def confirm_recovery(connection: Transaction, recovery: str, by: PersonId) -> None:
    """Note who the second administrator was."""
    connection.execute(
        "UPDATE operations.recoveries SET confirmed_by = %s WHERE id = %s", [by, recovery]
    )


def cancel_recoveries(connection: Transaction, person: PersonId, at: datetime) -> int:
    """End what was asked for somebody, and return how much that was."""
    statement = """
        UPDATE operations.recoveries SET cancelled_at = %s
        WHERE person = %s AND cancelled_at IS NULL AND expires_at > %s
    """
    return changed(connection, statement, [at, person, at])


def put_power(connection: Transaction, power: Power) -> None:
    """Keep a new power."""
    connection.execute(
        """
        INSERT INTO operations.powers (id, person, organisation, roles, evidence_sha256, valid_from,
            valid_until, recorded_by, recorded_at, revoked_at, mac)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
        """,
        msgspec.structs.astuple(power),
    )


def powers_of(connection: Transaction, person: PersonId, at: datetime) -> list[Power]:
    """Return the powers of an adviser that count ``at``."""
    query = """
        SELECT * FROM operations.powers
        WHERE person = %s AND revoked_at IS NULL AND valid_from <= %s AND valid_until > %s
        ORDER BY organisation, recorded_at, id
    """
    return several(connection, Power, query, [person, at, at])


async def powers_met(
    connection: AsyncConnection, person: PersonId, acts: tuple[OrganisationId, str], at: datetime
) -> list[Power]:
    """Return the powers that let an adviser act for an organisation in a role, for a reader."""
    query = """
        SELECT * FROM operations.powers
        WHERE person = %s AND organisation = %s AND %s = ANY (roles)
            AND revoked_at IS NULL AND valid_from <= %s AND valid_until > %s
    """
    async with connection.cursor(row_factory=class_row(Power)) as cursor:
        await cursor.execute(query, [person, *acts, at, at])
        return await cursor.fetchall()


def powers_for(connection: Transaction, organisation: OrganisationId) -> list[Power]:
    """Return every power that an organisation has given, the newest first."""
    query = "SELECT * FROM operations.powers WHERE organisation = %s ORDER BY recorded_at DESC, id"
    return several(connection, Power, query, [organisation])


def revoke_power(
    connection: Transaction, organisation: OrganisationId, power: str, at: datetime
) -> Power | None:
    """Revoke a power that ``organisation`` has given and return it; None if there is none."""
    query = """
        UPDATE operations.powers SET revoked_at = %s
        WHERE id = %s AND organisation = %s AND revoked_at IS NULL RETURNING *
    """
    return one(connection, Power, query, [at, power, organisation])
