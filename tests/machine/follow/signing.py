"""What the notebook says of a signing: who signed which terms, in full."""

from __future__ import annotations

from datetime import timedelta

from machine.authority import is_covered
from machine.cast import POWERS, actor
from machine.follow.change import end, moved, unlocked
from machine.model import Model, Paper, Pen, Session, Signature, Timer
from msgspec.structs import replace

from aggregates.deal.filings.events import FilingEffect
from aggregates.deal.signing.attest import Attest
from aggregates.deal.signing.call_signing import CallSigning
from aggregates.deal.signing.complete_signature import CompleteSignature
from aggregates.deal.signing.events import Revision
from aggregates.deal.signing.expire_signing import ExpireSigning
from aggregates.deal.signing.open_signing import Opening, OpenSigning
from aggregates.deal.signing.open_turn import OpenTurn
from aggregates.deal.signing.prepare_signature import LEASE, PrepareSignature
from aggregates.deal.signing.refuse_to_sign import RefuseToSign
from aggregates.deal.signing.renew_archive import RenewArchive
from aggregates.deal.signing.replace_signatory import ReplaceSignatory
from aggregates.deal.signing.seal_agreement import SealAgreement
from aggregates.deal.signing.sign import Sign
from aggregates.deal.signing.void_signing import VoidSigning
from aggregates.deal.terms.accept_intent import AcceptIntent
from aggregates.deal.terms.decline_intent import DeclineIntent
from aggregates.deal.terms.submit_intent import SubmitIntent
from aggregates.vocabulary import Actor, Kind, Role, SeatRole, Sitter


def submit_intent(model: Model, command: SubmitIntent) -> None:
    paper = model.papers[command.instrument]
    paper.frame = command.frame
    paper.clauses = {clause.id: clause for clause in command.clauses}
    paper.locked = model.terms(paper)
    paper.drafters.add(command.actor.person)
    model.stage = "intent"
    _open(model, paper, command.opening, command.actor)
    _sign(model, paper, command, command.opening.terms_sha256)


def accept_intent(model: Model, command: AcceptIntent) -> None:
    _sign(model, model.papers[command.instrument], command, command.terms_sha256)


def decline_intent(model: Model, command: DeclineIntent) -> None:
    session = model.papers[command.instrument].session
    assert session is not None, "there is a letter to decline"
    assert not session.until.over, "in time"
    signed = {session.seats[field].of for field in session.signatures}
    assert command.actor.organisation not in signed, "nobody declines what they have signed"
    end(model, "declined")


def open_signing(model: Model, command: OpenSigning) -> None:
    paper = model.papers[command.instrument]
    _require_approved(model, paper)
    assert paper.correction is None, "no correction is under way"
    assert model.is_current(paper), "it changes what is in force"
    for filing in model.filings.values():
        blocks = (filing.paper, filing.effect) == (paper.id, FilingEffect.BLOCKING)
        assert not blocks or filing.done, "no blocking filing is undecided"
    _open(model, paper, command.opening, command.actor)
    assert paper.session is not None, "it is open now"
    paper.session.embargoed = command.embargoed


def call_signing(model: Model, command: CallSigning) -> None:
    paper = model.papers[command.instrument]
    session = running(paper)
    assert session.embargoed, "what is kept for the stage is called"
    assert model.is_current(paper), "it changes what is in force"
    session.embargoed = False
    if not _awaited(session):
        execute(model, paper, session)


def open_turn(model: Model, command: OpenTurn) -> None:
    session = running(model.papers[command.instrument])
    _require_pen(model, session, command.actor)
    assert command.field not in session.signatures, "a seat that is free"
    assert command.pdf_sha256 == session.pages[-1], "upon the newest revision"
    assert command.expires_at.at - model.now <= timedelta(minutes=15), "nobody waits for long"
    session.pen = Pen(command.actor.person, command.expires_at.at)


def prepare_signature(model: Model, command: PrepareSignature) -> None:
    session = running(model.papers[command.instrument])
    _require_pen(model, session, command.actor)
    assert command.field not in session.signatures, "a seat that is free"
    assert command.revision.previous_pdf_sha256 == session.pages[-1], "upon the newest revision"
    session.pen = Pen(command.actor.person, model.now + LEASE, command.field)


def complete_signature(model: Model, command: CompleteSignature) -> None:
    pen = running(model.papers[command.instrument]).pen
    assert pen is not None, "something was laid out"
    mine = (command.actor.person, command.attestation.field)
    assert (pen.person, pen.field) == mine, "for who sends it back"
    assert model.now < pen.until, "in time"
    sign(model, command)


def sign(model: Model, command: Sign) -> None:
    _sign(model, model.papers[command.instrument], command, command.terms_sha256)


def replace_signatory(model: Model, command: ReplaceSignatory) -> None:
    session = running(model.papers[command.instrument])
    assert command.field not in session.signatures, "who has signed stays"
    seat = session.seats[command.field]
    assert seat.of == command.actor.organisation, "a side seats its own people"
    session.seats[command.field] = replace(seat, sitters=(command.sitter,))


def refuse_to_sign(model: Model, command: RefuseToSign) -> None:
    unlocked(model, model.papers[command.instrument])


def void_signing(model: Model, command: VoidSigning) -> None:
    _close(model, model.papers[command.instrument])


def expire_signing(model: Model, command: ExpireSigning) -> None:
    _close(model, model.papers[command.instrument])


def attest(model: Model, command: Attest) -> None:
    """A witness, a notary and an official sign what the principals have executed."""
    paper, by = model.papers[command.instrument], command.actor
    session = paper.session
    assert session is not None, "there is something to attest"
    assert paper.executed is not None, "the principals have signed"
    assert not session.sealed, "nothing follows the seal"
    assert by.organisation not in model.sides, "no party attests"
    assert by.person not in {s.person for s in session.signatures.values()}, "nor who has signed"
    revision = command.attestation.revision
    _turn_page(session, command.attestation.field, revision)
    session.signatures[command.attestation.field] = Signature(by.person, "", session.terms)


def seal_agreement(model: Model, command: SealAgreement) -> None:
    paper = model.papers[command.instrument]
    session = paper.session
    assert session is not None, "there is something to seal"
    assert paper.executed is not None, "it is executed"
    empty = {f for f, seat in session.seats.items() if seat.required} - set(session.signatures)
    assert not empty, "every required seat is signed"
    assert command.revision.previous_pdf_sha256 == session.pages[-1], "the newest revision"
    session.pages.append(command.revision.pdf_sha256)
    session.sealed = True


def renew_archive(model: Model, command: RenewArchive) -> None:
    session = model.papers[command.instrument].session
    assert session is not None, "there is something to archive"
    assert session.sealed, "it is sealed"
    assert command.revision.previous_pdf_sha256 == session.pages[-1], "the newest revision"
    session.pages.append(command.revision.pdf_sha256)


def _require_approved(model: Model, paper: Paper) -> None:
    """Everybody who was asked has approved these terms; of every side, who has to."""
    for approval in paper.approvals.values():
        assert approval.granted, "every approval that was asked for is given"
        assert approval.terms == paper.locked, "and of these terms"
    given = {(approval.side, approval.kind) for approval in paper.approvals.values()}
    if paper.pledging:
        for side in model.sides:
            for kind in model.policy.approval_kinds:
                assert (side, kind) in given, "every approval that the edition needs is given"


def _open(model: Model, paper: Paper, opening: Opening, by: Actor) -> None:
    terms = model.read[opening.terms_sha256]
    assert terms == paper.locked, "a signing is of the locked terms"
    assert paper.session is None, "there is one signing at a time"
    assert opening.rates == model.rates, "the rates that were printed are fixed"
    revision = opening.revision
    paper.session = Session(
        number=opening.signing,
        opener=by.organisation,
        terms=terms,
        seats={seat.field: seat for seat in opening.seats},
        until=Timer(opening.expires_at.at - model.now),
        pages=[revision.base_pdf_sha256, revision.pdf_sha256],
        rates=opening.rates,
    )
    for seat in opening.seats:
        if seat.role is SeatRole.REGISTRY:
            paper.session.signatures[seat.field] = Signature(by.person, "", terms)
    for side in model.sides:
        _require_seats(model, paper, paper.session, side)
    moved(model, paper, "signing")


def _require_seats(model: Model, paper: Paper, session: Session, side: str) -> None:
    """Enough people are to sign for the side, and each of them may."""
    seats = [s for s in session.seats.values() if s.role is SeatRole.SIGNATORY and s.of == side]
    sitters = [sitter for seat in seats for sitter in seat.sitters]
    for sitter in sitters:
        by = actor(side, sitter.person, Role.SIGNATORY)
        assert is_covered(model, paper, by, sitter.mandate, "sign"), "who is seated may sign"
    needed = max(POWERS[sitter.mandate].joint for sitter in sitters)
    assert sum(seat.required for seat in seats) >= needed, "as many seats as mandates ask for"


def _sign(
    model: Model, paper: Paper, command: Sign | AcceptIntent | SubmitIntent, cited: str
) -> None:
    session, by, field = running(paper), command.actor, command.attestation.field
    seat = session.seats[field]
    assert seat.of == by.organisation, "everybody signs for their own side"
    assert Sitter(person=by.person, mandate=command.mandate) in seat.sitters, "at their seat"
    assert field not in session.signatures, "which is free"
    for other, done in session.signatures.items():
        if session.seats[other].of == seat.of:
            assert by.person != done.person, "nobody signs twice"
            assert command.mandate != done.mandate, "under no mandate twice"
    for other in session.seats.values():
        empty = other.required and other.field not in session.signatures
        assert not (empty and other.turn < seat.turn), "when it is their turn"
    assert is_covered(model, paper, by, command.mandate, "sign"), "within the mandate"
    assert model.is_current(paper), "it changes what is in force"
    _require_pen(model, session, by)
    approvers = {approval.approver for approval in paper.approvals.values()}
    assert by.person not in approvers, "nobody signs what they approved"
    _turn_page(session, field, command.attestation.revision)
    session.signatures[field] = Signature(by.person, command.mandate, model.read[cited])
    if not _awaited(session) and not session.embargoed:
        execute(model, paper, session)


def _require_pen(model: Model, session: Session, by: Actor) -> None:
    pen = session.pen
    assert pen is None or model.now >= pen.until or pen.person == by.person, "nobody has the pen"


def _awaited(session: Session) -> set[str]:
    """Return the fields of the principals that are still to be signed."""
    needed = {
        field
        for field, seat in session.seats.items()
        if seat.required and seat.role is SeatRole.SIGNATORY
    }
    return needed - set(session.signatures)


def execute(model: Model, paper: Paper, session: Session) -> None:
    """All have signed: the paper binds, and has its effect."""
    assert not session.embargoed, "nothing is executed before its call"
    paper.among, paper.executed = model.parties(), session.terms
    moved(model, paper, "executed")
    if paper.letter:
        model.stage = "engaged"
    if paper.kind is Kind.AMENDMENT:
        model.amendments.append(paper.id)
    if paper.kind is Kind.TERMINATION:
        end(model, "terminated")


def _turn_page(session: Session, field: str, revision: Revision) -> None:
    assert field in session.seats, "there is such a seat"
    assert revision.base_pdf_sha256 == session.pages[0], "the PDF that was opened"
    assert revision.previous_pdf_sha256 == session.pages[-1], "its newest revision"
    session.pages.append(revision.pdf_sha256)
    session.pen = None


def running(paper: Paper) -> Session:
    """Return the signing of the paper, which is open and has time left."""
    assert paper.session is not None, "a signing is open"
    assert paper.executed is None, "and not done"
    assert not paper.session.until.over, "and has time left"
    return paper.session


def _close(model: Model, paper: Paper) -> None:
    """The signing is over, and no signature of it stands; the terms stay locked."""
    paper.session = None
    moved(model, paper, "approving" if paper.approvals else "locked")
