"""Moves of who signs by hand: the scan, its confirmation, and what an official attests."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import assert_never

from aggregates.deal.paper import attest_paper_execution as attesting
from aggregates.deal.paper import confirm_paper_execution as confirming
from aggregates.deal.paper import record_paper_execution as recording
from aggregates.deal.paper.events import PaperSignature
from aggregates.deal.signing.state import Signing
from aggregates.deal.state import Instrument
from aggregates.errors import RuleError
from aggregates.mandate import MANDATE
from aggregates.vocabulary import Actor, Role, Sha256
from api.dealfile.moves import paper as moves
from api.play.stage import Stage
from api.play.venue import Told
from ledger.sources import Each


def play_paper(stage: Stage, at: datetime, move: moves.PaperMove) -> Told:
    """Send the command that ``move`` stands for, as its person."""
    lead = stage.cast.actor(move, Role.LEAD)
    _, instrument = stage.instrument(move.instrument)
    match move:
        case moves.RecordPaperExecution():
            return _record(stage, at, move, lead)
        case moves.ConfirmPaperExecution():
            confirmation = confirming.ConfirmPaperExecution(
                actor=lead,
                at=at,
                instrument=instrument.id,
                base_pdf_sha256=_signing(instrument).base_pdf_sha256,
                scan_sha256=_scan(instrument),
            )
            return stage.edition(stage.source, confirming.confirm_paper_execution, confirmation)
        case moves.AttestPaperExecution():
            return _attest(stage, at, move)
        case _:
            assert_never(move)


def _record(stage: Stage, at: datetime, move: moves.RecordPaperExecution, lead: Actor) -> Told:
    _, instrument = stage.instrument(move.instrument)
    scan = stage.annexes[move.scan]
    command = recording.RecordPaperExecution(
        actor=lead,
        at=at,
        instrument=instrument.id,
        base_pdf_sha256=_signing(instrument).base_pdf_sha256,
        scan_sha256=hashlib.sha256(scan).hexdigest(),
        signatures=tuple(
            PaperSignature(
                field=hand.seat,
                person=stage.cast.id(hand.person),
                mandate=stage.cast.id(hand.mandate),
                chopped=hand.chopped,
            )
            for hand in move.hands
        ),
    )
    return stage.edition(stage.source, recording.record_paper_execution, command, (scan,))


def _attest(stage: Stage, at: datetime, move: moves.AttestPaperExecution) -> Told:
    _, instrument = stage.instrument(move.instrument)
    paper = _signing(instrument).paper
    mandates = [one.mandate for one in paper.signatures] if paper else []
    command = attesting.AttestPaperExecution(
        actor=stage.cast.actor(move, Role.OFFICIAL),
        at=at,
        instrument=instrument.id,
        base_pdf_sha256=_signing(instrument).base_pdf_sha256,
        scan_sha256=_scan(instrument),
    )
    sources = (stage.source, Each(MANDATE, mandates))
    return stage.together(sources, attesting.attest_paper_execution, command)


def _signing(instrument: Instrument) -> Signing:
    if instrument.signing is None:
        raise RuleError("no_signing", instrument=instrument.id)
    return instrument.signing


def _scan(instrument: Instrument) -> Sha256:
    """Return the scan handed in last; empty if there is none: the rules say no."""
    paper = _signing(instrument).paper
    return paper.scan_sha256 if paper else ""
