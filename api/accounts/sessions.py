"""Sessions: begun by signing in, ended by leaving, by time, or with the post that they act in.

A token is shown once and kept as its digest. Whoever signs in, or shows once more who they are,
gets another one: what somebody put there before, or saw, is worth nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import msgspec
from msgspec.structs import replace

from aggregates.vocabulary import OrganisationId, PersonId, Role
from api import ids
from api.accounts.accounts import Accounts, Visitor
from api.accounts.binding import bound, counting, counts
from api.accounts.people import Acts, holds
from api.accounts.secrets import token_sha256
from api.accounts.security import Note, note, origin_hmac
from api.refusals import ApiError
from api.storage import sessions as storage
from api.storage.operations import Transaction
from api.storage.organisations import Power, powers_of
from api.storage.sessions import Living, Session

IDLE: Final = timedelta(minutes=15)
LIFETIME: Final = timedelta(hours=8)
DESK_LIFETIME: Final = timedelta(minutes=30)
"""At the desk the next person waits."""
TURN_MAX: Final = timedelta(hours=4)
"""How long a turn to sign may keep its session."""
AT_DESK: Final = "desk"
"""How somebody comes in before an official."""
SESSIONS_MAX: Final = 20
"""Of one person; with another one, the oldest ends."""

_AGENT_MAX = 200


class Beginning(msgspec.Struct, frozen=True, kw_only=True):
    """How a session begins. ``acts`` None: in the first post or power that the person holds."""

    person: PersonId
    method: str
    visitor: Visitor
    acts: Acts | None = None
    deal: str = ""
    attended_by: PersonId = ""
    desk: OrganisationId = ""
    lifetime: timedelta = LIFETIME


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody is in. ``token`` is shown to them and to nobody else, and kept nowhere."""

    token: str
    session: Session

    def __repr__(self) -> str:
        """Return the session only."""
        return f"SignedIn(session={self.session.id!r})"


def living(accounts: Accounts, at: datetime) -> Living:
    """Return what tells which sessions live ``at``."""
    return Living(log=accounts.people.log, at=at, idle=IDLE)


def begin_session(connection: Transaction, accounts: Accounts, beginning: Beginning) -> SignedIn:
    """Begin a session, in the transaction of what lets somebody in.

    Raises:
        ApiError: ``post_missing`` if they hold no such post, nor a power; ``person_unlisted``.
    """
    at, token = accounts.clock(), ids.token()
    acts = _first_acts(connection, accounts, beginning)
    session = Session(
        id=ids.new_id(at),
        person=beginning.person,
        person_stream=accounts.people.stream(beginning.person),
        method=beginning.method,
        organisation=acts.organisation,
        role=acts.role.value,
        deal=beginning.deal,
        attended_by=beginning.attended_by,
        desk=beginning.desk,
        origin_hmac=origin_hmac(accounts, beginning.visitor),
        agent=beginning.visitor.agent[:_AGENT_MAX],
        begun_at=at,
        seen_at=at,
        ends_at=at + beginning.lifetime,
        token_sha256=token_sha256(token),
    )
    _make_room(connection, accounts, beginning.person)
    storage.put_session(connection, bound(accounts.secrets, session))
    entry = Note(
        what="signed_in",
        person=session.person,
        by=session.attended_by,
        organisation=session.organisation,
        session=session.id,
        visitor=beginning.visitor,
        facts={"method": session.method},
    )
    note(connection, accounts, entry)
    return SignedIn(token=token, session=session)


def session_of(accounts: Accounts, token: str) -> Session | None:
    """Return the living session of a token."""
    with accounts.operations.transaction() as connection:
        found = storage.session_with(
            connection, token_sha256(token), living(accounts, accounts.clock())
        )
    return counts(accounts.secrets, found)


def session_by_id(accounts: Accounts, session: str) -> Session:
    """Return a living session by its id, which is no secret.

    Raises:
        ApiError: ``session_unknown``.
    """
    with accounts.operations.transaction() as connection:
        return _named(connection, accounts, session)


def attended_sessions(accounts: Accounts, official: PersonId) -> Sequence[Session]:
    """Return the living sessions at the desk that an official attends, the newest first."""
    with accounts.operations.transaction() as connection:
        at = accounts.clock()
        found = storage.sessions_attended(connection, official, living(accounts, at))
    return counting(accounts.secrets, found)


def own_sessions(accounts: Accounts, person: PersonId) -> Sequence[Session]:
    """Return somebody's living sessions, the newest first."""
    with accounts.operations.transaction() as connection:
        found = storage.sessions_of(connection, person, living(accounts, accounts.clock()))
    return counting(accounts.secrets, found)


def change_session(
    connection: Transaction, accounts: Accounts, session: str, **changes: object
) -> Session:
    """Change what a session acts as, its token, or until when presence counts; return it so.

    Raises:
        ApiError: ``session_unknown`` if it has ended.
    """
    storage.lock_session(connection, session)
    now = bound(accounts.secrets, replace(_named(connection, accounts, session), **changes))
    if not storage.change_session(connection, now):
        raise ApiError("session_unknown")
    return now


def end_session(accounts: Accounts, person: PersonId, session: str, visitor: Visitor) -> None:
    """End one of somebody's sessions.

    Raises:
        ApiError: ``session_unknown``.
    """
    with accounts.operations.transaction() as connection:
        if not storage.end_session(connection, person, session):
            raise ApiError("session_unknown")
        entry = Note(what="session_ended", person=person, session=session, visitor=visitor)
        note(connection, accounts, entry)


def end_other_sessions(accounts: Accounts, person: PersonId, but: str, visitor: Visitor) -> int:
    """End every session of somebody but one, and return how many that were."""
    with accounts.operations.transaction() as connection:
        ended = storage.end_sessions(connection, person, but)
        facts = {"sessions": str(ended)}
        entry = Note(
            what="sessions_ended", person=person, session=but, visitor=visitor, facts=facts
        )
        note(connection, accounts, entry)
        return ended


def switch(accounts: Accounts, session: Session, acts: Acts, visitor: Visitor) -> None:
    """Let a session act otherwise from now on, within the person's posts and powers.

    A session about one deal stays what it is, and one at the desk what somebody was seen to be.

    Raises:
        ApiError: ``post_missing``; ``session_unknown`` if it has ended.
    """
    with accounts.operations.transaction() as connection:
        stays = bool(session.deal) or session.method == AT_DESK
        if stays or not may_act(connection, accounts, session.person, acts):
            raise _missing(acts)
        acting = {"organisation": acts.organisation, "role": acts.role.value}
        # what was shown anew was shown for what the session acted as
        change_session(connection, accounts, session.id, **acting, stepped_up_until=None)
        storage.forget_step_ups(connection, session.id)
        entry = Note(
            what="switched",
            person=session.person,
            organisation=acts.organisation,
            session=session.id,
            visitor=visitor,
            facts={"role": acts.role.value},
        )
        note(connection, accounts, entry)


def hold_for_turn(accounts: Accounts, session: str, until: datetime) -> None:
    """Keep a session alive while a turn to sign is open, four hours at most.

    Raises:
        ApiError: ``session_unknown``.
    """
    latest = min(until, accounts.clock() + TURN_MAX)
    with accounts.operations.transaction() as connection:
        if not storage.put_turn(connection, session, latest):
            raise ApiError("session_unknown")


def release_turn(accounts: Accounts, session: str) -> None:
    """Let a session end like any other: the turn to sign is over. One that has ended stays so."""
    with accounts.operations.transaction() as connection:
        storage.put_turn(connection, session, None)


def may_act(connection: Transaction, accounts: Accounts, person: PersonId, acts: Acts) -> bool:
    """Return whether somebody may act so, by a post or by a power.

    Raises:
        ApiError: ``person_unlisted``.
    """
    if holds(accounts.people.posts(person), acts):
        return True
    return any(
        power.organisation == acts.organisation and acts.role.value in power.roles
        for power in _powers(connection, accounts, person)
    )


def acts_for(
    connection: Transaction, accounts: Accounts, person: PersonId, organisation: OrganisationId
) -> bool:
    """Return whether somebody may act for an organisation in any role, by a post or by a power.

    Raises:
        ApiError: ``person_unlisted``.
    """
    own = {post.organisation for post in accounts.people.posts(person)}
    powers = _powers(connection, accounts, person)
    return organisation in own.union(power.organisation for power in powers)


def _powers(connection: Transaction, accounts: Accounts, person: PersonId) -> Sequence[Power]:
    found = powers_of(connection, person, accounts.clock())
    return counting(accounts.secrets, found)


def _named(connection: Transaction, accounts: Accounts, session: str) -> Session:
    found = storage.session_named(connection, session, living(accounts, accounts.clock()))
    if (known := counts(accounts.secrets, found)) is None:
        raise ApiError("session_unknown")
    return known


def _first_acts(connection: Transaction, accounts: Accounts, beginning: Beginning) -> Acts:
    if beginning.acts is not None:
        if not may_act(connection, accounts, beginning.person, beginning.acts):
            raise _missing(beginning.acts)
        return beginning.acts
    for post in accounts.people.posts(beginning.person):
        return Acts(organisation=post.organisation, role=post.roles[0])
    for power in _powers(connection, accounts, beginning.person):
        return Acts(organisation=power.organisation, role=Role(power.roles[0]))
    raise ApiError("post_missing", organisation="", role="")


def _make_room(connection: Transaction, accounts: Accounts, person: PersonId) -> None:
    there = storage.sessions_of(connection, person, living(accounts, accounts.clock()))
    for oldest in there[SESSIONS_MAX - 1 :]:
        storage.end_session(connection, person, oldest.id)


def _missing(acts: Acts) -> ApiError:
    return ApiError("post_missing", organisation=acts.organisation, role=acts.role.value)
