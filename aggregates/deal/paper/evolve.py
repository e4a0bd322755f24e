"""How what happens on paper changes a signing."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from aggregates.deal.change import with_instrument
from aggregates.deal.paper.events import (
    PaperEvent,
    PaperExecuted,
    PaperExecutionConfirmed,
    PaperExecutionRecorded,
)
from aggregates.deal.signing.state import PaperOriginal
from aggregates.deal.state import Deal


def evolve_paper(deal: Deal, event: PaperEvent) -> Deal:
    """Return the deal after ``event``. Never refuses: it has happened."""
    instrument = deal.instruments[event.instrument]
    signing = instrument.signing
    if signing is None:
        return deal
    changed = replace(signing, paper=_after(signing.paper, event))
    return with_instrument(deal, replace(instrument, signing=changed))


def _after(paper: PaperOriginal | None, event: PaperEvent) -> PaperOriginal | None:
    if isinstance(event, PaperExecutionRecorded):
        return PaperOriginal(
            scan_sha256=event.scan_sha256,
            signatures=event.signatures,
            confirmed=frozenset({event.principal}),
        )
    if paper is None:
        return None
    match event:
        case PaperExecutionConfirmed():
            return replace(paper, confirmed=paper.confirmed | {event.principal})
        case PaperExecuted():
            return replace(paper, office=event.office)
        case _:
            assert_never(event)
