"""What usually comes next, on the straight way from an invitation to the seal.

A search that only tries at random what could be done seldom sees a signature. So deals also go
their usual way for a while, between the moves that are drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from machine.cast import NOTARY, OFFICIAL, SIDES, SIGNATORIES, WITNESS
from machine.decisions import Step
from machine.follow.change import ENDED, ON_THE_CLOCK
from machine.model import Correction, Model, Paper, Session
from machine.steps import approvals, clocks, corrections, parties, signing, terms
from machine.wording import AGREEMENT, CLAUSES, LETTER, NDA, TRANSLATED, UNSIGNABLE, frame

from aggregates.deal.parties.events import Clock
from aggregates.vocabulary import Seat, SeatRole

BEFORE_SIGNING = frozenset({"draft", *ON_THE_CLOCK})
INTERPRETERS = "lexis"


def next_step(model: Model, wanted: int) -> Step | None:
    """Return what people who want the deal signed by ``wanted`` sides would do first."""
    return next(ways(model, wanted), None)


def ways(model: Model, wanted: int) -> Iterator[Step]:
    """Yield what they would do now, and what they would do then."""
    if model.suspended_at is not None:
        yield clocks.resume(model)
    elif model.stage in ENDED:
        yield from _reopening(model)
    elif model.stage in ON_THE_CLOCK and model.until.over:
        yield clocks.expire_deal(model, Clock.DEAL)
    else:
        if model.stage in BEFORE_SIGNING:
            yield from _gathering(model, wanted)
        yield from _paperwork(model)


def _reopening(model: Model) -> Iterator[Step]:
    asked, sides = model.reopening, {*model.sides, *filter(None, [model.ended_by])}
    if asked is None or asked.until.over:
        yield clocks.propose_reopening(model, min(sides), parties.DEAL_LASTS)
    else:
        for side in sorted(sides - asked.sides):
            yield clocks.consent_to_reopening(model, side)


def _gathering(model: Model, wanted: int) -> Iterator[Step]:
    first = min(model.sides)
    missing = [side for side in SIDES if side not in model.sides]
    for side in missing[: max(0, wanted - len(model.sides))]:
        if side not in model.invited.values():
            yield parties.invite(model, first, side)
        yield parties.join(model, side)
    if INTERPRETERS not in model.participants:
        yield parties.add_participant(model, first, INTERPRETERS)


def _paperwork(model: Model) -> Iterator[Step]:
    if model.stage in {"draft", "intent"}:
        yield from _paper(model, LETTER)
    elif model.policy.nda_required and not _executed(model, NDA):
        yield from _paper(model, NDA)
    elif not _executed(model, AGREEMENT):
        yield from _paper(model, AGREEMENT)
    else:
        yield from _closing(model, model.leading.session)


def _executed(model: Model, paper: str) -> bool:
    return paper in model.papers and model.papers[paper].executed is not None


def _paper(model: Model, name: str) -> Iterator[Step]:
    paper = model.papers.get(name)
    if paper is None:
        yield terms.draft(model, min(model.sides), name)
    elif paper.progress == "signing":
        yield from _signing(model, paper)
    elif paper.letter:
        yield signing.submit_intent(model, min(model.sides), 0)
    elif paper.progress in {"draft", "negotiating"}:
        yield from _negotiating(model, paper)
    else:
        yield from _approving(model, paper)


def _negotiating(model: Model, paper: Paper) -> Iterator[Step]:
    offer = paper.offer
    missing = list(model.missing(paper))
    if offer is None or not offer.live or (offer.until.over and missing):
        yield _tabled(model, paper)
    if paper.frame in [frame(AGREEMENT, number) for number in UNSIGNABLE]:
        yield _tabled(model, paper)
    yield from _translating(model, paper)
    for side in sorted({side for _, side in missing}):
        yield terms.accept(model, side, paper.id, paper.rows)
    yield terms.lock(model, max(model.sides), paper.id)


def _tabled(model: Model, paper: Paper) -> Step:
    """Return a plain offer, by somebody who is not bound by an irrevocable one."""
    bound = paper.offer.side if paper.offer and paper.offer.irrevocable else ""
    author = min(side for side in model.sides if side != bound)
    return terms.table(model, author, paper.id, 0, dict.fromkeys(CLAUSES[paper.id], 0))


def _translating(model: Model, paper: Paper) -> Iterator[Step]:
    for row in paper.rows[1:]:
        rendering = paper.renderings.get((row, TRANSLATED))
        if rendering is None or rendering.source != model.words(paper, row):
            yield terms.translate(model, paper.id, row, 0)
        elif not rendering.certified:
            yield terms.certify(model, paper.id, row)


def _approving(model: Model, paper: Paper) -> Iterator[Step]:
    if paper.correction is not None:
        yield from _confirming(model, paper, paper.correction)
    yield from _translating(model, paper)
    needed = model.policy.approval_kinds if paper.id == AGREEMENT else ()
    for kind, side in product(needed, sorted(model.sides)):
        if paper.approval_of(side, kind) not in paper.approvals:
            yield approvals.request(model, side, paper.id, kind)
    for approval in paper.approvals.values():
        if not approval.granted:
            yield approvals.grant(model, approval.side, paper.id, approval.kind)
    yield signing.open_signing(model, parties.lead(model, min(model.sides)), paper.id)


def _confirming(model: Model, paper: Paper, correction: Correction) -> Iterator[Step]:
    for key, approval in paper.approvals.items():
        if approval.granted and key not in correction.approvals:
            yield corrections.confirm_approval(model, approval.side, paper.id, approval.kind)
    for side in sorted(set(model.sides) - correction.sides):
        yield corrections.confirm(model, side, paper.id)


def _signing(model: Model, paper: Paper) -> Iterator[Step]:
    session = paper.session
    assert session is not None, "it is being signed"
    if session.until.over:
        late = clocks.expire_deal(model, Clock.INTENT)
        yield late if paper.letter else clocks.expire_signing(model, paper.id)
    for seat in sorted(session.seats.values(), key=lambda seat: (seat.turn, seat.field)):
        if seat.role is SeatRole.SIGNATORY and seat.field not in session.signatures:
            yield from _seat(model, paper, session, seat)


def _seat(model: Model, paper: Paper, session: Session, seat: Seat) -> Iterator[Step]:
    done = {signature.person for signature in session.signatures.values()}
    sitting = {s.person for other in session.seats.values() for s in other.sitters}
    for sitter in seat.sitters:
        if sitter.person not in done and sitter.mandate not in model.revoked:
            yield signing.sign(model, paper.id, seat.field, sitter.person)
    for person in SIGNATORIES[seat.of]:
        if person not in sitting:
            yield signing.replace_signatory(model, seat.of, paper.id, seat.field, person)


def _closing(model: Model, session: Session | None) -> Iterator[Step]:
    assert session is not None, "it was signed"
    attesting = (("witness", WITNESS), ("notarise", NOTARY), ("official_sign", OFFICIAL))
    for (decision, by), field in zip(attesting, ("witness", "notary", "official"), strict=True):
        if field not in session.signatures:
            yield signing.attest(model, decision, by, AGREEMENT, field)
    if not session.sealed:
        yield signing.seal(model, AGREEMENT)
