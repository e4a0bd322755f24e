"""What is kept for how long, what is held, what is to be erased and what was, as it is listed."""

from __future__ import annotations

from datetime import datetime

import msgspec

from aggregates.log.erasing.events import (
    DealErased,
    Erasure,
    ErasureGround,
    ErasureProposed,
    HoldGround,
    HoldPlaced,
    RetentionSet,
    Subject,
)
from aggregates.log.erasing.evolve import erased_by
from aggregates.log.erasing.state import Erasing
from aggregates.vocabulary import PersonId


class RetentionNow(msgspec.Struct, frozen=True, kw_only=True):
    """For how many days failed deals are kept, and until which day executed documents are."""

    failed_days: int
    executed_until: str
    reference: str
    set_at: datetime
    set_by: PersonId


class HoldNow(msgspec.Struct, frozen=True, kw_only=True):
    """A hold that stands."""

    hold: str
    subject: Subject
    id: str
    ground: HoldGround
    reference: str
    placed_at: datetime
    placed_by: PersonId


class ProposalNow(msgspec.Struct, frozen=True, kw_only=True):
    """An erasure that a second person of the registry may carry out."""

    erasure: str
    subject: Subject
    id: str
    ground: ErasureGround
    reference: str
    proposed_at: datetime
    proposed_by: PersonId


class ErasedNow(msgspec.Struct, frozen=True, kw_only=True):
    """What was erased. ``documents`` of a deal are kept on, under the edition's retention key."""

    erasure: str
    subject: Subject
    id: str
    ground: ErasureGround
    reference: str
    erased_at: datetime
    proposed_by: PersonId
    erased_by: PersonId
    documents: int


class ErasuresNow(msgspec.Struct, frozen=True, kw_only=True):
    """What a log says of holds and erasures; ``retention`` is missing until it is set."""

    retention: RetentionNow | None
    holds: tuple[HoldNow, ...]
    proposals: tuple[ProposalNow, ...]
    erased: tuple[ErasedNow, ...]


def listed(state: Erasing) -> ErasuresNow:
    """Return what a log says, in the order in which it was said."""
    return ErasuresNow(
        retention=None if state.retention is None else _retention(state.retention),
        holds=tuple(map(_hold, state.holds.values())),
        proposals=tuple(map(_proposal, state.proposals.values())),
        erased=tuple(map(_erased, state.erased.values())),
    )


def _retention(event: RetentionSet) -> RetentionNow:
    return RetentionNow(
        failed_days=event.failed_days,
        executed_until=event.executed_until,
        reference=event.reference,
        set_at=event.at,
        set_by=event.by,
    )


def _hold(event: HoldPlaced) -> HoldNow:
    return HoldNow(
        hold=event.hold,
        subject=event.subject,
        id=event.id,
        ground=event.ground,
        reference=event.reference,
        placed_at=event.at,
        placed_by=event.by,
    )


def _proposal(event: ErasureProposed) -> ProposalNow:
    return ProposalNow(
        erasure=event.erasure,
        subject=event.subject,
        id=event.id,
        ground=event.ground,
        reference=event.reference,
        proposed_at=event.at,
        proposed_by=event.by,
    )


def _erased(event: Erasure) -> ErasedNow:
    subject, identifier = erased_by(event)
    return ErasedNow(
        erasure=event.erasure,
        subject=subject,
        id=identifier,
        ground=event.ground,
        reference=event.reference,
        erased_at=event.at,
        proposed_by=event.proposed_by,
        erased_by=event.by,
        documents=event.documents if isinstance(event, DealErased) else 0,
    )
