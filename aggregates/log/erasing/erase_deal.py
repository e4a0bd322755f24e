"""Erase a deal: its content, and what its sides noted for themselves."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from aggregates.aggregate import EventsByStream
from aggregates.deal.state import Deal, Progress, Stage
from aggregates.errors import RuleError
from aggregates.log.erasing.events import DealErased, ErasureGround, Subject
from aggregates.log.erasing.ready import Erase, ready_to_erase
from aggregates.log.erasing.state import executed_until, failed_until
from aggregates.log.state import Log
from aggregates.log.streams import ERASURES
from aggregates.vocabulary import DealId, Sha256

FAILED: Final = frozenset({Stage.DECLINED, Stage.WITHDRAWN, Stage.EXPIRED})
ENDED: Final = frozenset({Stage.FULFILLED, Stage.TERMINATED})


class EraseDeal(Erase, frozen=True, kw_only=True):
    """``documents`` are the executed documents that were stored to be kept, see `kept_of`."""

    deal: DealId
    documents: tuple[Sha256, ...]


def kept_of(log: Log, deal: Deal, at: datetime) -> tuple[Sha256, ...]:
    """Return the digests of the documents of a deal that are kept on: of each executed instrument.

    The newest revision of its file; the scan where it was signed by hand. None is, once the
    retention of executed documents has ended.
    """
    retention = log.erasing.retention
    if retention is not None and at >= executed_until(retention):
        return ()
    kept: set[Sha256] = set()
    for instrument in deal.instruments.values():
        signing = instrument.signing
        if instrument.progress is Progress.EXECUTED and signing is not None:
            kept.add(signing.paper.scan_sha256 if signing.paper else signing.pdf_sha256)
    return tuple(sorted(kept))


def erase_deal(log: Log, deal: Deal, command: EraseDeal) -> EventsByStream:
    """The second person of the registry erases a deal that failed, or is over with its edition.

    At the end of its retention, or earlier where a court orders it for one that failed.

    Raises:
        RuleError: as `ready_to_erase`; ``deal_not_failed``, ``retention_unset``,
            ``retention_running``, ``documents_not_kept``.
    """
    proposal = ready_to_erase(log, Subject.DEAL, command.deal, command)
    if proposal is None:
        return {}
    _require_over(log, deal, command.at, proposal.ground)
    if command.documents != kept_of(log, deal, command.at):
        raise RuleError("documents_not_kept", deal=command.deal)
    erased = DealErased(
        at=command.at,
        erasure=proposal.erasure,
        deal=command.deal,
        ground=proposal.ground,
        reference=proposal.reference,
        keys=command.keys,
        documents=len(command.documents),
        proposed_by=proposal.by,
        by=command.actor.person,
    )
    return {ERASURES: [erased]}


def _require_over(log: Log, deal: Deal, at: datetime, ground: ErasureGround) -> None:
    if deal.stage not in FAILED | ENDED:
        raise RuleError("deal_not_failed", stage=deal.stage.value)
    retention = log.erasing.retention
    if deal.stage in FAILED and ground is ErasureGround.COURT:
        return
    if retention is None:
        raise RuleError("retention_unset")
    until = executed_until(retention)
    if deal.stage in FAILED and deal.parties.ended_at is not None:
        until = failed_until(retention, deal.parties.ended_at, deal.policy.reopening_days)
    if at < until:
        raise RuleError("retention_running", until=until)
