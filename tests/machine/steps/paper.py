"""How an instrument is signed by hand, and how a signing goes on the stage: each as a command."""

from __future__ import annotations

from datetime import timedelta

from machine.cast import OFFICIAL, ORGANISER, actor
from machine.decisions import Step
from machine.model import Model, Session
from machine.steps.filings import document
from machine.steps.parties import after, lead

from aggregates.deal.paper.attest_paper_execution import AttestPaperExecution
from aggregates.deal.paper.confirm_paper_execution import ConfirmPaperExecution
from aggregates.deal.paper.events import PaperSignature
from aggregates.deal.paper.record_paper_execution import RecordPaperExecution
from aggregates.deal.signing.call_signing import CallSigning
from aggregates.deal.signing.open_turn import OpenTurn
from aggregates.vocabulary import Role, SeatRole


def record(model: Model, side: str, paper: str, scan: int) -> Step:
    """Hand in the scan ``scan``, on which everybody has signed who has to."""
    session = model.papers[paper].session
    command = RecordPaperExecution(
        actor=lead(model, side),
        at=model.now,
        instrument=paper,
        base_pdf_sha256=_base(session),
        scan_sha256=document(f"scan {scan} of {paper}"),
        signatures=tuple(_signatures(session)) if session else (),
    )
    return Step("record_paper_execution", command)


def confirm(model: Model, side: str, paper: str) -> Step:
    session = model.papers[paper].session
    command = ConfirmPaperExecution(
        actor=lead(model, side),
        at=model.now,
        instrument=paper,
        base_pdf_sha256=_base(session),
        scan_sha256=_scan(session),
    )
    return Step("confirm_paper_execution", command)


def attest(model: Model, paper: str) -> Step:
    session = model.papers[paper].session
    command = AttestPaperExecution(
        actor=OFFICIAL,
        at=model.now,
        instrument=paper,
        base_pdf_sha256=_base(session),
        scan_sha256=_scan(session),
    )
    return Step("attest_paper_execution", command)


def call(model: Model, paper: str) -> Step:
    return Step("call_signing", CallSigning(actor=ORGANISER, at=model.now, instrument=paper))


def take_pen(model: Model, paper: str, field: str, person: str) -> Step:
    session = model.papers[paper].session
    side = session.seats[field].of if session and field in session.seats else ""
    command = OpenTurn(
        actor=actor(side, person, Role.SIGNATORY),
        at=model.now,
        instrument=paper,
        field=field,
        pdf_sha256=session.pages[-1] if session else "00" * 32,
        expires_at=after(model, timedelta(minutes=10)),
    )
    return Step("open_turn", command)


def _signatures(session: Session) -> list[PaperSignature]:
    """Return a signature for every seat of a side, each by somebody else."""
    signed: list[PaperSignature] = []
    for seat in session.seats.values():
        if seat.role is SeatRole.SIGNATORY:
            done = {signature.person for signature in signed}
            free = [sitter for sitter in seat.sitters if sitter.person not in done]
            sitter = free[0] if free else seat.sitters[0]
            signed.append(
                PaperSignature(field=seat.field, person=sitter.person, mandate=sitter.mandate)
            )
    return signed


def _base(session: Session | None) -> str:
    return session.pages[0] if session else "00" * 32


def _scan(session: Session | None) -> str:
    return session.scan.sha256 if session and session.scan else "00" * 32
