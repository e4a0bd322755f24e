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
from machine.later import promised
from machine.model import Correction, Model, Paper, Session
from machine.steps import (
    approvals,
    clocks,
    corrections,
    filings,
    parties,
    performance,
    signing,
    terms,
)
from machine.steps import paper as hand
from machine.wording import AGREEMENT, CLAUSES, LETTER, NDA, TRANSLATED, UNSIGNABLE

from aggregates.deal.filings.events import Outcome
from aggregates.deal.parties.events import Clock
from aggregates.deal.performance.schedule import Contribution
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
    elif not model.is_over():
        if model.stage in BEFORE_SIGNING:
            yield from _gathering(model, wanted)
        yield from _filing(model)
        yield from _paperwork(model)


def _filing(model: Model) -> Iterator[Step]:
    """Whatever is asked of an authority is submitted, and granted."""
    for name, filing in model.filings.items():
        if filing.status == "submitted":
            yield filings.decide(model, name, Outcome.GRANTED)
        elif not filing.done and filing.side in {"", *model.sides}:
            yield filings.submit(model, name, filing.side or min(model.sides))
        elif not filing.done:
            yield filings.lift(model, name)


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
        yield from _planning(model)
        if model.stage == "signed":
            yield from meeting(model)
            yield performance.declare(model, OFFICIAL)
        elif model.stage == "effective":
            yield from performing(model)
            yield performance.close(model, OFFICIAL)


def _planning(model: Model) -> Iterator[Step]:
    now = model.performed
    if now.plan is not None:
        for side in sorted(set(model.sides) - now.plan.sides):
            yield performance.confirm(model, side)
    elif now.agreed is None:
        sums = "capital" in model.leading.rows
        yield performance.propose(model, min(model.sides), 0 if sums else 2)


def meeting(model: Model) -> Iterator[Step]:
    """Yield what meets each condition: what all may waive, they waive."""
    agreed = model.performed.agreed
    for condition in agreed.conditions if agreed else ():
        for side in condition.waivable_by:
            if side not in model.performed.waived.get(condition.id, set()):
                yield performance.waive(model, side, condition.id)
        if not condition.waivable_by and condition.id not in model.performed.satisfied:
            yield performance.satisfy(model, condition.id)


def performing(model: Model) -> Iterator[Step]:
    """Yield what is to be done, each said by who owes it, and found to be so."""
    now = model.performed
    for name, report in now.reports.items():
        if report.verified < report.amount:
            milestone = not name_of_sum(report.obligation)
            yield (
                performance.verify_milestone(model, name)
                if milestone
                else performance.verify_contribution(model, name, int(report.amount))
            )
    for owed in now.obligations():
        left = promised(owed) - now.reported(owed.id)
        side = owed.principal or min(model.sides)
        if left > 0 and isinstance(owed, Contribution):
            yield performance.report_contribution(model, side, owed.id, int(left))
        elif left > 0:
            yield performance.report_milestone(model, side, owed.id)


def name_of_sum(obligation: str) -> bool:
    """Whether an obligation is to pay something."""
    return obligation.startswith("pay")


def _executed(model: Model, paper: str) -> bool:
    return paper in model.papers and model.papers[paper].executed is not None


def on_paper(model: Model, name: str) -> Iterator[Step]:
    """Yield what brings a paper on, from its draft to its execution."""
    if name not in model.papers or model.papers[name].executed is None:
        yield from _filing(model)
        yield from _paper(model, name)


def _paper(model: Model, name: str) -> Iterator[Step]:
    paper = model.papers.get(name)
    if paper is None:
        yield terms.draft(model, min(model.sides), name)
    elif not model.is_current(paper):
        yield from _overtaken(model, paper)
    elif paper.progress == "signing":
        yield from _signing(model, paper)
    elif paper.letter:
        yield signing.submit_intent(model, min(model.sides), 0)
    elif paper.progress in {"draft", "negotiating"}:
        yield from _negotiating(model, paper)
    else:
        yield from _approving(model, paper)


def _overtaken(model: Model, paper: Paper) -> Iterator[Step]:
    """Another text is in force: the paper goes back to the table, and cites that one."""
    if paper.progress == "signing":
        yield signing.void(model, parties.lead(model, min(model.sides)), paper.id)
    elif paper.progress in {"locked", "approving"}:
        yield terms.unlock(model, min(model.sides), paper.id)
    else:
        yield _tabled(model, paper)


def _negotiating(model: Model, paper: Paper) -> Iterator[Step]:
    offer = paper.offer
    missing = list(model.missing(paper))
    if offer is None or not offer.live or (offer.until.over and missing):
        yield _tabled(model, paper)
    if any(paper.frame == terms.drawn(model, paper.id, number) for number in UNSIGNABLE):
        yield _tabled(model, paper)
    yield from translating(model, paper)
    for side in sorted({side for _, side in missing}):
        yield terms.accept(model, side, paper.id, paper.rows)
    yield terms.lock(model, max(model.sides), paper.id)


def _tabled(model: Model, paper: Paper) -> Step:
    """Return a plain offer, by somebody who is not bound by an irrevocable one."""
    bound = paper.offer.side if paper.offer and paper.offer.irrevocable else ""
    author = min(side for side in model.sides if side != bound)
    return terms.table(model, author, paper.id, 0, dict.fromkeys(CLAUSES[paper.id], 0))


def translating(model: Model, paper: Paper) -> Iterator[Step]:
    """Yield what each clause lacks: a translation, or the certificate of one."""
    for row in paper.rows[1:]:
        rendering = paper.renderings.get((row, TRANSLATED))
        if rendering is None or rendering.source != model.words(paper, row):
            yield terms.translate(model, paper.id, row, 0)
        elif not rendering.certified:
            yield terms.certify(model, paper.id, row)


def _approving(model: Model, paper: Paper) -> Iterator[Step]:
    if paper.correction is not None:
        yield from _confirming(model, paper, paper.correction)
    yield from translating(model, paper)
    needed = model.policy.approval_kinds if paper.pledging else ()
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
    if session.embargoed:
        yield hand.call(model, paper.id)
    if session.until.over:
        late = clocks.expire_deal(model, Clock.INTENT)
        yield late if paper.letter else clocks.expire_signing(model, paper.id)
    yield from free_seats(model, paper)


def free_seats(model: Model, paper: Paper) -> list[Step]:
    """Return what would be signed next in the file, in the order of turns."""
    session = paper.session
    if session is None or paper.progress != "signing":
        return []
    seats = sorted(session.seats.values(), key=lambda seat: (seat.turn, seat.field))
    return [
        step
        for seat in seats
        if seat.role is SeatRole.SIGNATORY and seat.field not in session.signatures
        for step in _seat(model, paper, session, seat)
    ]


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
        if field not in session.signatures and not session.scan_counts:
            yield signing.attest(model, decision, by, AGREEMENT, field)
    if not session.sealed and not session.scan_counts:
        yield signing.seal(model, AGREEMENT)
