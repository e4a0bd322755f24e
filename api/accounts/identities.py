"""Who acts in a request: the session of a cookie, or a program's key."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from aggregates.person.events import Post
from aggregates.vocabulary import Role
from api.accounts.accounts import Accounts
from api.accounts.binding import counting, counts
from api.accounts.people import Acts, holds
from api.accounts.secrets import token_sha256
from api.accounts.sessions import living
from api.http.acting import READ, SCOPES, SIGN, Acting
from api.storage.keys import Key, key_with, note_used
from api.storage.organisations import powers_met
from api.storage.reading import Reader, Reading
from api.storage.sessions import Session, note_seen, session_met

SEEN_GRAIN: Final = timedelta(seconds=30)
"""To how fine a grain it is noted that somebody was there: most requests write nothing."""
GUEST_SCOPES: Final = frozenset({READ, SIGN})

Known: TypeAlias = Session | Key


class AccountIdentities:
    """Finds out who acts. Implements `api.http.acting.Identities`."""

    def __init__(self, accounts: Accounts, reading: Reading) -> None:
        """Look people up with ``accounts``, over the connections of ``reading``."""
        self._accounts = accounts
        self._reading = reading

    async def of_session(self, token: str, at: datetime) -> Acting | None:
        """Return who acts in the session of a cookie.

        Nobody, where the post has ended in which it acts: they sign in again and choose another.

        Raises:
            LedgerError: ``unavailable``.
        """
        async with self._reading.connection() as connection:
            met = await session_met(connection, token_sha256(token), living(self._accounts, at))
            session = counts(self._accounts.secrets, met)
            if session is None or not await self._may_act(connection, session, at):
                return None
            if session.seen_at + SEEN_GRAIN < at:
                await note_seen(connection, session.id, at)
        return Acting(
            person=session.person,
            organisation=session.organisation,
            role=Role(session.role),
            method=session.method,
            credential=session.id,
            scopes=GUEST_SCOPES if session.deal else SCOPES,
            stepped_up_until=session.stepped_up_until,
            deal=session.deal,
        )

    async def of_key(self, secret: str, at: datetime) -> Acting | None:
        """Return who acts by a program's key.

        Raises:
            LedgerError: ``unavailable``.
        """
        async with self._reading.connection() as connection:
            log = self._accounts.people.log
            met = await key_with(connection, token_sha256(secret), log, at)
            key = counts(self._accounts.secrets, met)
            if key is None or not await self._may_act(connection, key, at):
                return None
            await note_used(connection, key.id, at, SEEN_GRAIN)
        return Acting(
            person=key.person,
            organisation=key.organisation,
            role=Role(key.role),
            method="key",
            credential=key.id,
            scopes=frozenset(key.scopes),
        )

    async def _may_act(self, connection: Reader, known: Known, at: datetime) -> bool:
        acts = Acts(organisation=known.organisation, role=Role(known.role))
        if holds(await self._posts(known), acts):
            return True
        named = (acts.organisation, acts.role.value)
        powers = await powers_met(connection, known.person, named, at)
        return bool(counting(self._accounts.secrets, powers))

    async def _posts(self, known: Known) -> tuple[Post, ...]:
        people = self._accounts.people
        remembered = people.remembered(known.person, known.person_version)
        if remembered is not None:
            return remembered
        return await asyncio.to_thread(people.posts_at, known.person, known.person_version)
