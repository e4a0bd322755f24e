"""Sessions and the fresh second factors given in them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import class_row
from psycopg.sql import SQL, Identifier

from aggregates.vocabulary import OrganisationId, PersonId
from api.storage.operations import Transaction
from api.storage.rows import changed, one, several

# what was said once for all: who comes back too late finds nothing, unless their turn to sign is on
_LIVING: Final = SQL("""
    SELECT s.id, s.person, s.person_stream, s.method, s.organisation, s.role, s.deal, s.attended_by,
        s.desk, s.origin_hmac, s.agent, s.begun_at, s.seen_at, s.ends_at, s.turn_until,
        s.stepped_up_until, s.token_sha256, s.mac, coalesce(t.version, 0) AS person_version
    FROM operations.sessions AS s
    LEFT JOIN ledger.streams AS t ON t.log_id = %s AND t.stream_id = s.person_stream
    WHERE {} = %s AND (s.ends_at > %s AND s.seen_at > %s OR s.turn_until > %s)
    ORDER BY s.begun_at DESC
""")
_BY_TOKEN: Final = _LIVING.format(Identifier("s", "token_sha256"))
_MET: Final = _BY_TOKEN.as_bytes()
"""As is asked in every request: put together once."""
_BY_PERSON: Final = _LIVING.format(Identifier("s", "person"))
_BY_ID: Final = _LIVING.format(Identifier("s", "id"))
_BY_OFFICIAL: Final = _LIVING.format(Identifier("s", "attended_by"))


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is in. ``person_version`` is that of their stream in the registry now.

    It counts only if its ``mac`` is right: see `api.accounts.binding`.
    """

    id: str
    person: PersonId
    person_stream: UUID
    method: str
    organisation: OrganisationId
    role: str
    deal: str
    attended_by: PersonId
    desk: OrganisationId = ""
    origin_hmac: bytes
    agent: str
    begun_at: datetime
    seen_at: datetime
    ends_at: datetime
    turn_until: datetime | None = None
    stepped_up_until: datetime | None = None
    person_version: int = 0
    token_sha256: bytes
    mac: bytes = b""


class Living(msgspec.Struct, frozen=True, kw_only=True):
    """Sessions that live ``at`` an instant: seen within ``idle``. ``log`` is the registry's."""

    log: UUID
    at: datetime
    idle: timedelta

    @property
    def arguments(self) -> list[object]:
        """The arguments of the condition."""
        return [self.at, self.at - self.idle, self.at]


class StepUp(msgspec.Struct, frozen=True, kw_only=True):
    """A second factor given freshly for one operation on one document (empty: on none).

    ``deal`` and ``seat`` are of what is signed, and empty where nothing is.
    """

    id: str
    session: str
    person: PersonId
    operation: str
    document_sha256: str
    deal: str
    seat: str
    method: str
    evidence: bytes
    proved_at: datetime
    expires_at: datetime
    mac: bytes = b""


def put_session(connection: Transaction, session: Session) -> None:
    """Keep a new session."""
    connection.execute(
        """
        INSERT INTO operations.sessions (id, token_sha256, person, person_stream, method,
            organisation, role, deal, attended_by, origin_hmac, agent, begun_at, seen_at, ends_at,
            mac, desk)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
        """,
        [
            *(session.id, session.token_sha256, session.person, session.person_stream),
            session.method,
            *(session.organisation, session.role, session.deal, session.attended_by),
            *(session.origin_hmac, session.agent, session.begun_at, session.seen_at),
            *(session.ends_at, session.mac, session.desk),
        ],
    )


def session_with(connection: Transaction, token_sha256: bytes, living: Living) -> Session | None:
    """Return the living session of a token."""
    return one(connection, Session, _BY_TOKEN, [living.log, token_sha256, *living.arguments])


async def session_met(
    connection: AsyncConnection, token_sha256: bytes, living: Living
) -> Session | None:
    """Return the living session of a token, for a reader."""
    async with connection.cursor(binary=True, row_factory=class_row(Session)) as cursor:
        arguments = [living.log, token_sha256, *living.arguments]
        await cursor.execute(_MET, arguments, prepare=True)
        return await cursor.fetchone()


async def note_seen(connection: AsyncConnection, session: str, at: datetime) -> None:
    """Note that somebody was there."""
    await connection.execute(
        "UPDATE operations.sessions SET seen_at = greatest(seen_at, %s) WHERE id = %s",
        [at, session],
    )


def sessions_of(connection: Transaction, person: PersonId, living: Living) -> list[Session]:
    """Return a person's living sessions, the newest first."""
    return several(connection, Session, _BY_PERSON, [living.log, person, *living.arguments])


def session_named(connection: Transaction, session: str, living: Living) -> Session | None:
    """Return the living session of an id."""
    return one(connection, Session, _BY_ID, [living.log, session, *living.arguments])


def sessions_attended(connection: Transaction, official: PersonId, living: Living) -> list[Session]:
    """Return the living sessions that an official attends, the newest first."""
    arguments = [living.log, official, *living.arguments]
    return several(connection, Session, _BY_OFFICIAL, arguments)


def lock_session(connection: Transaction, session: str) -> None:
    """Let nobody else change a session until the transaction ends."""
    connection.execute("SELECT FROM operations.sessions WHERE id = %s FOR UPDATE", [session])


def change_session(connection: Transaction, session: Session) -> bool:
    """Keep another token, what it acts as, and until when presence was shown; False if it ended."""
    statement = """
        UPDATE operations.sessions
        SET token_sha256 = %s, organisation = %s, role = %s, stepped_up_until = %s, mac = %s
        WHERE id = %s
    """
    arguments = [
        *(session.token_sha256, session.organisation, session.role, session.stepped_up_until),
        *(session.mac, session.id),
    ]
    return changed(connection, statement, arguments) == 1


def forget_step_ups(connection: Transaction, session: str) -> None:
    """Forget what was shown anew in a session."""
    connection.execute("DELETE FROM operations.step_ups WHERE session = %s", [session])


def put_turn(connection: Transaction, session: str, until: datetime | None) -> bool:
    """Keep a session alive ``until`` then, or no longer than others; False if it has ended."""
    statement = "UPDATE operations.sessions SET turn_until = %s WHERE id = %s"
    return changed(connection, statement, [until, session]) == 1


def end_session(connection: Transaction, person: PersonId, session: str) -> bool:
    """End one of a person's sessions; False if they have none of that id."""
    statement = "DELETE FROM operations.sessions WHERE id = %s AND person = %s"
    return changed(connection, statement, [session, person]) == 1


def end_sessions(connection: Transaction, person: PersonId, but: str = "") -> int:
    """End every session of a person but one, and return how many those were."""
    statement = "DELETE FROM operations.sessions WHERE person = %s AND id <> %s"
    return changed(connection, statement, [person, but])


def put_step_up(connection: Transaction, step_up: StepUp) -> None:
    """Keep a second factor that was just given."""
    connection.execute(
        """
        INSERT INTO operations.step_ups (id, session, person, operation, document_sha256, deal,
            seat, method, evidence, proved_at, expires_at, mac)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
        """,
        msgspec.structs.astuple(step_up),
    )


def use_step_up(
    connection: Transaction, session: str, place: tuple[str, str, str, str], at: datetime
) -> StepUp | None:
    """Take the newest second factor given for this, once; None if there is none that is fresh.

    ``place`` is the operation, the document, the deal and the seat.
    """
    query = """
        UPDATE operations.step_ups SET used_at = %s WHERE id = (
            SELECT id FROM operations.step_ups
            WHERE session = %s AND operation = %s AND document_sha256 = %s AND deal = %s
                AND seat = %s AND used_at IS NULL AND expires_at > %s
            ORDER BY proved_at DESC LIMIT 1 FOR UPDATE)
        RETURNING id, session, person, operation, document_sha256, deal, seat, method, evidence,
            proved_at, expires_at, mac
    """
    return one(connection, StepUp, query, [at, session, *place, at])
