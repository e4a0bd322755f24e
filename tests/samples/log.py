"""Samples of what happens to a log itself."""

from __future__ import annotations

from aggregates.log.erasing.events import (
    DealErased,
    DocumentsErased,
    ErasedKey,
    ErasureGround,
    ErasureProposed,
    ErasureWithdrawn,
    HoldGround,
    HoldPlaced,
    HoldReleased,
    PersonErased,
    RetentionSet,
    Subject,
)
from aggregates.log.events import LedgerHeadMapped, LogRotated
from aggregates.log.reads.events import ReadsRecorded
from samples.world import at, digest

EVENTS = (
    LedgerHeadMapped(at=at(1, 8), through_position=12, root=digest("heads of all streams")),
    LogRotated(
        at=at(1, 9),
        old_origin="ledger.example.org/fair",
        old_checkpoint="ledger.example.org/fair\n14\nroot\n\nsignature\n",
        new_origin="ledger.example.org/fair/2",
        restored_size=12,
        reason="restored from the backup of the night before",
    ),
    RetentionSet(
        at=at(2, 9),
        failed_days=400,
        executed_until="2037-01-01",
        reference="DPO-2026-1",
        by="okafor",
    ),
    HoldPlaced(
        at=at(2, 10),
        hold="hold-1",
        subject=Subject.DEAL,
        id="deal-1",
        ground=HoldGround.LITIGATION,
        reference="CT-2027-88",
        by="okafor",
    ),
    HoldReleased(at=at(2, 11), hold="hold-1", reference="CT-2027-88", by="okafor"),
    ErasureProposed(
        at=at(3, 9),
        erasure="erasure-1",
        subject=Subject.DEAL,
        id="deal-1",
        ground=ErasureGround.RETENTION_ENDED,
        reference="DPO-2027-4",
        by="okafor",
    ),
    ErasureWithdrawn(at=at(3, 10), erasure="erasure-1", by="okafor"),
    DealErased(
        at=at(3, 11),
        erasure="erasure-2",
        ground=ErasureGround.RETENTION_ENDED,
        reference="DPO-2027-4",
        keys=(ErasedKey(kid="0a" * 16, stream="018f0000-0000-7000-8000-00000000000a"),),
        proposed_by="gu-lan",
        by="okafor",
        deal="deal-1",
        documents=1,
    ),
    PersonErased(
        at=at(3, 12),
        erasure="erasure-3",
        ground=ErasureGround.REQUEST,
        reference="DPO-2027-5",
        keys=(ErasedKey(kid="0b" * 16),),
        proposed_by="gu-lan",
        by="okafor",
        person="wen-hao",
    ),
    DocumentsErased(
        at=at(3, 13),
        erasure="erasure-4",
        ground=ErasureGround.RETENTION_ENDED,
        reference="DPO-2037-1",
        keys=(ErasedKey(kid="0c" * 16),),
        proposed_by="gu-lan",
        by="okafor",
        edition="edition-1",
    ),
    ReadsRecorded(
        at=at(3, 14),
        batch=7,
        count=3,
        total=41,
        first_at=at(3, 13),
        last_at=at(3, 14),
        digest=digest("three reads"),
    ),
)
