"""Who acts in a request, and what lets them: keys of programs, powers of advisers."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from coming_in import House, Insider

from aggregates.vocabulary import Role
from api.accounts.identities import AccountIdentities
from api.accounts.keys import NewKey, Wanted, make_key
from api.accounts.people import Acts
from api.accounts.powers import Given
from api.http.acting import Acting
from api.storage.reading import Reading


def who(house: House, *, token: str = "", key: str = "") -> Acting | None:
    """Return who acts in a request with this cookie, or this key."""

    async def found() -> Acting | None:
        async with Reading(house.database.dsn()) as reading:
            identities = AccountIdentities(house.accounts, reading)
            if key:
                return await identities.of_key(key, house.clock())
            return await identities.of_session(token, house.clock())

    return asyncio.run(found())


def key_of(house: House, insider: Insider, *scopes: str, days: float = 30) -> NewKey:
    """Make a key of somebody for their programs."""
    wanted = Wanted(
        label="robot",
        scopes=scopes or ("read",),
        expires_at=house.clock() + timedelta(days=days),
    )
    acts = Acts(organisation=insider.organisation, role=insider.role)
    return make_key(house.accounts, insider.person, acts, wanted, house.visitor())


def given(house: House, person: str, *roles: Role, **days: float) -> Given:
    """Return a power to be given: from ``begin`` to ``end``, in days from now."""
    return Given(
        person=person,
        roles=roles or (Role.LAWYER,),
        evidence_sha256="ab" * 32,
        valid_from=house.clock() + timedelta(days=days.get("begin", 0)),
        valid_until=house.clock() + timedelta(days=days.get("end", 30)),
    )
