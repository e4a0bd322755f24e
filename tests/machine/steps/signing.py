"""How an instrument is signed, each step as the command that is sent. PDFs are digests only."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from machine.cast import REGISTRAR, actor
from machine.decisions import Step
from machine.model import Model, Paper, Session
from machine.steps.parties import after, lead
from machine.steps.seating import seats, sitter
from machine.wording import AUTHENTIC, CLAUSES, LETTER, clause, frame

from aggregates.deal.signing.attest import Attest
from aggregates.deal.signing.events import Consent, Revision
from aggregates.deal.signing.open_signing import Opening, OpenSigning
from aggregates.deal.signing.refuse_to_sign import RefuseToSign
from aggregates.deal.signing.renew_archive import RenewArchive
from aggregates.deal.signing.replace_signatory import ReplaceSignatory
from aggregates.deal.signing.seal_agreement import SealAgreement
from aggregates.deal.signing.sign import Attestation, Sign
from aggregates.deal.signing.void_signing import VoidSigning
from aggregates.deal.terms.accept_intent import AcceptIntent
from aggregates.deal.terms.decline_intent import DeclineIntent
from aggregates.deal.terms.events import Bindingness
from aggregates.deal.terms.submit_intent import SubmitIntent
from aggregates.vocabulary import Actor, Kind, Role, Seat

SIGNING_LASTS = timedelta(days=2)


def page(signing: str, number: int) -> str:
    """Return the digest that stands for a revision of the PDF; 0 is the base."""
    return hashlib.sha256(f"{signing} {number}".encode()).hexdigest()


def submit_intent(model: Model, side: str, number: int) -> Step:
    """Send the letter with the frame and the clause ``number``, signed by the lead of ``side``."""
    (row,) = CLAUSES[LETTER]
    letter = Paper(id=LETTER, kind=Kind.LETTER_OF_INTENT)
    letter.frame, letter.clauses = frame(LETTER, number), {row: clause(LETTER, row, number)}
    opening = _opening(model, model.cite(model.terms(letter)), seats(model, letter, side))
    command = SubmitIntent(
        actor=lead(model, side),
        at=model.now,
        instrument=LETTER,
        frame=letter.frame,
        clauses=tuple(letter.clauses.values()),
        bindingness=Bindingness.NOT_BINDING,
        opening=opening,
        mandate=sitter(lead(model, side).person).mandate,
        attestation=_attestation(f"{side}-1", _upon(opening.signing, _certified(opening))),
    )
    return Step("submit_intent", command)


def decline_intent(model: Model, side: str) -> Step:
    command = DeclineIntent(
        actor=lead(model, side), at=model.now, instrument=LETTER, reason="It does not suit us."
    )
    return Step("decline_intent", command)


def open_signing(model: Model, by: Actor, paper: str, *, embargoed: bool = False) -> Step:
    """Open it for the seats that the sides need now; ``embargoed`` until it is called."""
    on_table = model.papers[paper]
    cited = model.cite_terms(on_table)
    command = OpenSigning(
        actor=by,
        at=model.now,
        instrument=paper,
        opening=_opening(model, cited, seats(model, on_table)),
        embargoed=embargoed,
    )
    return Step("open_signing", command)


def sign(model: Model, paper: str, field: str, person: str) -> Step:
    """Sign the seat as ``person``; a letter of intent is accepted by it."""
    session = model.papers[paper].session if paper in model.papers else None
    side = session.seats[field].of if session and field in session.seats else ""
    decision, kind = ("accept_intent", AcceptIntent) if paper == LETTER else ("sign", Sign)
    command = kind(
        actor=actor(side, person, Role.SIGNATORY),
        at=model.now,
        instrument=paper,
        mandate=sitter(person).mandate,
        terms_sha256=model.cite(session.terms) if session else "00" * 32,
        attestation=_attestation(field, _newest(session)),
    )
    return Step(decision, command)


def replace_signatory(model: Model, side: str, paper: str, field: str, person: str) -> Step:
    command = ReplaceSignatory(
        actor=lead(model, side),
        at=model.now,
        instrument=paper,
        field=field,
        sitter=sitter(person),
    )
    return Step("replace_signatory", command)


def refuse(model: Model, paper: str, field: str, person: str) -> Step:
    session = model.papers[paper].session
    side = session.seats[field].of if session and field in session.seats else ""
    command = RefuseToSign(
        actor=actor(side, person, Role.SIGNATORY),
        at=model.now,
        instrument=paper,
        field=field,
        reason="This is not what we had agreed.",
    )
    return Step("refuse_to_sign", command)


def void(model: Model, by: Actor, paper: str) -> Step:
    command = VoidSigning(actor=by, at=model.now, instrument=paper, reason="The hall is closed.")
    return Step("void_signing", command)


def attest(model: Model, decision: str, by: Actor, paper: str, field: str) -> Step:
    command = Attest(
        actor=by,
        at=model.now,
        instrument=paper,
        attestation=_attestation(field, _newest(model.papers[paper].session)),
    )
    return Step(decision, command)


def seal(model: Model, paper: str) -> Step:
    command = SealAgreement(
        actor=REGISTRAR,
        at=model.now,
        instrument=paper,
        revision=_newest(model.papers[paper].session),
        level="B-LTA",
    )
    return Step("seal_agreement", command)


def renew(model: Model, paper: str) -> Step:
    command = RenewArchive(
        actor=REGISTRAR,
        at=model.now,
        instrument=paper,
        revision=_newest(model.papers[paper].session),
    )
    return Step("renew_archive", command)


def _opening(model: Model, terms_sha256: str, seated: tuple[Seat, ...]) -> Opening:
    signing = model.next_id("signing")
    base, certified = page(signing, 0), page(signing, 1)
    return Opening(
        signing=signing,
        terms_sha256=terms_sha256,
        revision=Revision(base_pdf_sha256=base, previous_pdf_sha256=base, pdf_sha256=certified),
        manifest_sha256="ab" * 32,
        certificate_sha256="cd" * 32,
        page_code="0f" * 16,
        instant="2026-09-08T12:00:00Z",
        seats=seated,
        rates=model.rates,
        level="advanced",
        expires_at=after(model, SIGNING_LASTS),
    )


def _attestation(field: str, revision: Revision) -> Attestation:
    return Attestation(
        field=field,
        revision=revision,
        certificate_sha256="ce" * 32,
        consent=Consent(language=AUTHENTIC, method="passkey", evidence_sha256="ef" * 32),
    )


def _newest(session: Session | None) -> Revision:
    """Return a step upon the newest revision of the session."""
    if session is None:
        return _upon("signing-0", [page("signing-0", 0)])
    return _upon(session.number, session.pages)


def _certified(opening: Opening) -> tuple[str, str]:
    return opening.revision.base_pdf_sha256, opening.revision.pdf_sha256


def _upon(signing: str, pages: Sequence[str]) -> Revision:
    return Revision(
        base_pdf_sha256=pages[0],
        previous_pdf_sha256=pages[-1],
        pdf_sha256=page(signing, len(pages)),
    )
