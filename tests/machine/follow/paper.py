"""What the notebook says of what is signed by hand."""

from __future__ import annotations

from machine.authority import is_covered
from machine.cast import POWERS, actor
from machine.follow.signing import execute, running
from machine.later import Scan
from machine.model import Model, Session

from aggregates.deal.paper.attest_paper_execution import AttestPaperExecution
from aggregates.deal.paper.confirm_paper_execution import ConfirmPaperExecution
from aggregates.deal.paper.record_paper_execution import RecordPaperExecution
from aggregates.vocabulary import Role, SeatRole, Sitter


def record_paper_execution(model: Model, command: RecordPaperExecution) -> None:
    session = running(model.papers[command.instrument])
    assert not session.embargoed, "what is kept for the stage is not signed by hand"
    _require_unsigned(session, command.base_pdf_sha256)
    seats = {
        field: seat for field, seat in session.seats.items() if seat.role is SeatRole.SIGNATORY
    }
    signed = {signature.field for signature in command.signatures}
    needed = {field for field, seat in seats.items() if seat.required}
    assert needed <= signed <= set(seats), "everybody has signed who has to"
    people = {signature.person for signature in command.signatures}
    assert len(people) == len(command.signatures), "each once"
    for signature in command.signatures:
        sitter = Sitter(person=signature.person, mandate=signature.mandate)
        assert sitter in seats[signature.field].sitters, "at their seat"
    side = command.actor.organisation
    assert side in model.sides, "a side hands it in"
    session.scan = Scan(command.scan_sha256, command.signatures, {side})


def confirm_paper_execution(model: Model, command: ConfirmPaperExecution) -> None:
    session = running(model.papers[command.instrument])
    _require_unsigned(session, command.base_pdf_sha256)
    assert session.scan is not None, "there is something to confirm"
    assert session.scan.sha256 == command.scan_sha256, "the same scan"
    session.scan.sides.add(command.actor.organisation)


def attest_paper_execution(model: Model, command: AttestPaperExecution) -> None:
    paper = model.papers[command.instrument]
    session = running(paper)
    scan = session.scan
    assert command.actor.role is Role.OFFICIAL, "an official has compared it"
    assert command.actor.organisation not in model.sides, "of none of the sides"
    _require_unsigned(session, command.base_pdf_sha256)
    assert scan is not None, "there is something to attest"
    assert scan.sha256 == command.scan_sha256, "the scan that was handed in"
    assert scan.sides >= set(model.sides), "every side has confirmed the same scan"
    assert model.is_current(paper), "it changes what is in force"
    for signature in scan.signatures:
        by = actor(POWERS[signature.mandate].side, signature.person, Role.SIGNATORY)
        assert is_covered(model, paper, by, signature.mandate, "sign"), "within the mandate"
    scan.attested = True
    execute(model, paper, session)


def _require_unsigned(session: Session, base: str) -> None:
    assert base == session.pages[0], "what was printed is the base"
    for field in session.signatures:
        seat = session.seats[field]
        assert seat.role is not SeatRole.SIGNATORY, "signed by hand or in the file, not both"
