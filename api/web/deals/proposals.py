"""What was proposed about a deal's clocks, and waits for others: told by its own events."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec

from aggregates.vocabulary import Deadline
from api.web.deals.reading import history_of
from api.web.deals.room import Room
from api.web.visit import Visit

_PROPOSED: Final = {
    "deal.deadline_extension_proposed.v1": "consent_to_deadline_extension",
    "deal.reopen_proposed.v1": "consent_to_reopening",
}
_CONSENTED: Final = {"deal.deadline_extension_consented.v1", "deal.reopen_consented.v1"}
_SETTLED: Final = {"deal.deadline_extended.v1", "deal.reopened.v1", "deal.expired.v1"}


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal that not every side has consented to yet. ``act`` is what consents to it."""

    id: str
    act: str
    principal: str
    expires_at: Deadline
    at: datetime
    reason: str
    consents: frozenset[str]


async def proposals_in(visit: Visit, room: Room) -> tuple[Proposal, ...]:
    """Return the proposals of a deal that wait, the last first; nothing for who may not read them.

    Raises:
        CodedError: as ``read_history``.
    """
    if room.deal.inside is None:
        return ()
    found: dict[str, Proposal] = {}
    for one in await history_of(visit, room.deal.id):
        kind, event = str(one.event["type"]), one.event
        if act := _PROPOSED.get(kind):
            found[str(event["proposal"])] = _proposal(act, event)
        elif kind in _CONSENTED and (known := found.get(str(event["proposal"]))):
            consents = known.consents | {str(event["principal"])}
            found[known.id] = msgspec.structs.replace(known, consents=consents)
        elif kind in _SETTLED:
            found.clear()
    return tuple(reversed(found.values()))


def _proposal(act: str, event: dict[str, object]) -> Proposal:
    principal = str(event["principal"])
    return Proposal(
        id=str(event["proposal"]),
        act=act,
        principal=principal,
        expires_at=msgspec.convert(event["expires_at"], Deadline),
        at=msgspec.convert(event["at"], datetime),
        reason=str(event.get("reason", "")),
        consents=frozenset({principal}),
    )
