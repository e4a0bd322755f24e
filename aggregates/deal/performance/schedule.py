"""What an executed instrument makes the sides wait for and do, as data that each item cites.

An agreement's clauses say it in words and typed values; the schedule names each condition
precedent, each contribution and each milestone with an id, so that events can be about it. All
leads agree on it after the signing. An item cites its clause; a contribution also the sum of money
that the clause states, in whose currency it is and which all the contributions together never
exceed.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import TypeAlias

import msgspec

from aggregates.canonical import Json, canonical_sha256, plain
from aggregates.vocabulary import (
    ClauseId,
    DealId,
    InstrumentId,
    Money,
    OrganisationId,
    Sha256,
    Wording,
)


class Condition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A condition precedent. All of ``waivable_by`` together may waive it; nobody, if it is empty.

    A filing with an authority is none of these: it is required, and lifted, by officials.
    """

    id: str
    instrument: InstrumentId
    clause: ClauseId
    title: Wording
    waivable_by: tuple[OrganisationId, ...] = ()


class Contribution(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ``principal`` pays in or brings, of the sum that the clause states as ``value``.

    ``due`` is an ISO 8601 day, or empty. It is the agreement's: a suspension does not move it.
    """

    id: str
    instrument: InstrumentId
    clause: ClauseId
    value: str
    principal: OrganisationId
    amount: Money
    due: str = ""


class Landing(Enum):
    """What a milestone shows of a project that lands."""

    ESTABLISHED = "established"
    STARTED = "started"
    PRODUCING = "producing"
    OTHER = "other"


class Milestone(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be reached: by ``principal``, or by all together if that is empty.

    ``due`` as in a contribution.
    """

    id: str
    instrument: InstrumentId
    clause: ClauseId
    title: Wording
    landing: Landing
    principal: OrganisationId = ""
    due: str = ""


Obligation: TypeAlias = Contribution | Milestone
Item: TypeAlias = Condition | Contribution | Milestone


class Schedule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The items, each with an id of its own among all of them. It may be empty."""

    conditions: tuple[Condition, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    milestones: tuple[Milestone, ...] = ()

    def items(self) -> Iterator[Item]:
        """Yield every item."""
        yield from self.conditions
        yield from self.obligations()

    def obligations(self) -> Iterator[Obligation]:
        """Yield what is to be performed."""
        yield from self.contributions
        yield from self.milestones


def schedule_document(deal: DealId, schedule: Schedule) -> Json:
    """Return ``schedule`` as plain JSON values."""
    return {
        "format": "counterseal/schedule/v1",
        "deal": deal,
        "conditions": plain(schedule.conditions),
        "contributions": plain(schedule.contributions),
        "milestones": plain(schedule.milestones),
    }


def schedule_sha256(deal: DealId, schedule: Schedule) -> Sha256:
    """Return what a lead's consent to ``schedule`` cites."""
    return canonical_sha256(schedule_document(deal, schedule))
