"""Every act by its id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from aggregates.deal.state import Progress
from api.web.deals.acts import (
    approvals,
    authorities,
    clocks,
    ending,
    filings,
    performance,
    publicity,
    sides,
    signing,
    terms,
)
from api.web.deals.acts.act import GROUPS, Act, Group
from api.web.deals.room import Room

ACTS: Final[Mapping[str, Act]] = MappingProxyType(
    {
        act.id: act
        for part in (
            *(terms, approvals, filings, signing, sides, clocks),
            *(performance, publicity, ending, authorities),
        )
        for act in part.ACTS
    }
)


def offered(room: Room) -> Iterator[tuple[Group, tuple[Act, ...]]]:
    """Yield what the reader may do in a deal as it stands, group by group.

    What is about one thing of several is offered beside that thing, not here.
    """
    for group in GROUPS:
        found = tuple(one for one in ACTS.values() if one.group == group and _is_offered(one, room))
        if allowed := tuple(one for one in found if room.may(one.id)):
            yield group, allowed


def _is_offered(act: Act, room: Room) -> bool:
    deal = room.deal
    if act.of_something or (act.stages and deal.stage not in act.stages):
        return False
    paused = deal.suspended_at is not None
    offer = room.matrix.offer if room.matrix else None
    stands = {
        "suspend_deal": not paused,
        "resume_deal": paused,
        "withdraw_offer": bool(offer and room.own and offer.principal == room.own.id),
        **_publicity(room),
    }
    return stands.get(act.id, True)


def _publicity(room: Room) -> Mapping[str, bool]:
    """Return which of the acts about what is published are of use to the reader's side."""
    own, inside = room.own and room.own.id, room.deal.inside
    confidential = bool(inside and own in inside.confidential)
    executed = any(one.progress is Progress.EXECUTED for one in room.deal.instruments)
    return {
        "consent_to_publication": executed,
        "withdraw_publication_consent": bool(
            inside and any(one.principal == own for one in inside.consents)
        ),
        "declare_confidentiality": not confidential,
        "lift_confidentiality": confidential,
    }
