"""Holds, proposals and erasures for tests: two people of the registry, and a deal that failed."""

from __future__ import annotations

from datetime import datetime, timedelta

from people import DAY, NOON, OFFICIAL, REGISTRAR

from aggregates.deal.parties.state import Parties
from aggregates.deal.policy import Policy
from aggregates.deal.state import Deal, Stage
from aggregates.log.erasing.events import (
    DealErased,
    ErasedKey,
    ErasureGround,
    ErasureProposed,
    HoldGround,
    HoldPlaced,
    HoldReleased,
    RetentionSet,
    Subject,
)
from aggregates.vocabulary import Actor, Role

SECOND = Actor(person="amadi", organisation="fair", role=Role.REGISTRY)
KEY = ErasedKey(kid="0a" * 16)
FAILED_DAYS = 400
LATER = NOON + timedelta(days=FAILED_DAYS)
AT_THE_END = datetime.fromisoformat("2037-01-01T00:00:00+00:00")

RETENTION = RetentionSet(
    at=NOON,
    failed_days=FAILED_DAYS,
    executed_until="2037-01-01",
    reference="DPO-1",
    by=REGISTRAR.person,
)
HELD = HoldPlaced(
    at=NOON,
    hold="hold-1",
    subject=Subject.DEAL,
    id="deal-1",
    ground=HoldGround.LITIGATION,
    reference="CT-2027-88",
    by=OFFICIAL.person,
)
RELEASED = HoldReleased(at=NOON, hold="hold-1", reference="CT-2027-99", by=REGISTRAR.person)
ERASED = DealErased(
    at=NOON,
    erasure="erasure-1",
    ground=ErasureGround.COURT,
    reference="DPO-2",
    keys=(KEY,),
    proposed_by=REGISTRAR.person,
    by=SECOND.person,
    deal="deal-1",
    documents=0,
)


def proposed(
    subject: Subject = Subject.DEAL,
    identifier: str = "deal-1",
    ground: ErasureGround = ErasureGround.RETENTION_ENDED,
) -> ErasureProposed:
    """Return that the registrar proposes to erase something."""
    return ErasureProposed(
        at=NOON + DAY,
        erasure="erasure-1",
        subject=subject,
        id=identifier,
        ground=ground,
        reference="DPO-2",
        by=REGISTRAR.person,
    )


def failed(stage: Stage = Stage.EXPIRED, reopening_days: int = 30) -> Deal:
    """Return a deal that failed at noon."""
    policy = Policy(reopening_days=reopening_days)
    return Deal(id="deal-1", stage=stage, policy=policy, parties=Parties(ended_at=NOON))
