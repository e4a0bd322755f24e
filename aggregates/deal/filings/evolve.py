"""How what happens to the filings changes the deal, and its clock."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from aggregates.deal.change import put
from aggregates.deal.clock import going_on, stopped
from aggregates.deal.filings.events import (
    FilingDecided,
    FilingExtended,
    FilingLifted,
    FilingRequired,
    FilingsEvent,
    FilingSubmitted,
    FilingWithdrawn,
    Outcome,
)
from aggregates.deal.filings.state import Filing, Status
from aggregates.deal.state import Deal


def evolve_filings(deal: Deal, event: FilingsEvent) -> Deal:
    """Return the deal after ``event``. Never refuses: it has happened."""
    match event:
        case FilingRequired():
            return _with(deal, event.filing, _required(event))
        case FilingSubmitted():
            return stopped(_with(deal, event.filing, _submitted(deal, event)), event.at)
        case FilingDecided():
            return going_on(_with(deal, event.filing, _decided(deal, event)), event.at)
        case FilingWithdrawn():
            filing = replace(deal.filings[event.filing], status=Status.REQUIRED)
            return going_on(_with(deal, event.filing, filing), event.at)
        case FilingLifted():
            filing = replace(deal.filings[event.filing], status=Status.LIFTED)
            return going_on(_with(deal, event.filing, filing), event.at)
        case FilingExtended():
            return _with(deal, event.filing, replace(deal.filings[event.filing], due=event.due))
        case _:
            assert_never(event)


def _with(deal: Deal, key: str, filing: Filing) -> Deal:
    return replace(deal, filings=put(deal.filings, key, filing))


def _required(event: FilingRequired) -> Filing:
    return Filing(
        instrument=event.instrument,
        kind=event.kind,
        authority=event.authority,
        effect=event.effect,
        principal=event.principal,
        due=event.due,
    )


def _submitted(deal: Deal, event: FilingSubmitted) -> Filing:
    return replace(
        deal.filings[event.filing],
        status=Status.SUBMITTED,
        submitted_by=event.principal,
        submitted_at=event.at,
        submission_sha256=event.submission_sha256,
        decision_sha256="",
    )


def _decided(deal: Deal, event: FilingDecided) -> Filing:
    status = Status.GRANTED if event.outcome is Outcome.GRANTED else Status.REFUSED
    filing = deal.filings[event.filing]
    return replace(filing, status=status, decision_sha256=event.decision_sha256)
