"""What people do at the table, each as the command that they send."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from machine.cast import INTERPRETER, actor
from machine.decisions import Step
from machine.digests import translation_words
from machine.model import Model
from machine.steps.parties import after, lead
from machine.wording import (
    AGREEMENT,
    CHANGING,
    KINDS,
    TRANSLATED,
    clause,
    frame,
    translation,
)

from aggregates.deal.terms.accept_clauses import AcceptClauses
from aggregates.deal.terms.certify_translation import CertifyTranslation
from aggregates.deal.terms.counter_clause import CounterClause
from aggregates.deal.terms.counter_frame import CounterFrame
from aggregates.deal.terms.draft_instrument import DraftInstrument
from aggregates.deal.terms.events import FRAME
from aggregates.deal.terms.lock_terms import LockTerms
from aggregates.deal.terms.reserve_clause import ReserveClause
from aggregates.deal.terms.table_offer import TableOffer
from aggregates.deal.terms.translate_clause import TranslateClause
from aggregates.deal.terms.unlock_terms import UnlockTerms
from aggregates.deal.terms.withdraw_offer import WithdrawOffer
from aggregates.vocabulary import Frame, Role, Tier

OFFER_LASTS = timedelta(days=3)
COUNTED = (AGREEMENT, *CHANGING)
"""What counts as a contract, with what changes or ends it."""


def drawn(model: Model, paper: str, number: int) -> Frame:
    """Return the frame ``number``; one that changes the text in force names that text."""
    if paper not in CHANGING or model.leading.executed is None:
        return frame(paper, number)
    return frame(paper, number, (model.cite(model.in_force()),))


def draft(model: Model, side: str, paper: str) -> Step:
    kind = KINDS[paper]
    tier = Tier.CONTRACT if paper in COUNTED else Tier.INTENTION
    person = lead(model, side).person
    command = DraftInstrument(
        actor=actor(side, person, Role.LAWYER),
        at=model.now,
        instrument=paper,
        kind=kind,
        tier=tier,
    )
    return Step("draft_instrument", command)


def table(  # noqa: PLR0917 - an offer has that many parts
    model: Model,
    side: str,
    paper: str,
    number: int,
    versions: Mapping[str, int],
    links: tuple[tuple[str, ...], ...] = (),
    irrevocable: timedelta | None = None,
) -> Step:
    """Table the frame ``number``, and of each clause in ``versions`` that wording."""
    offer = model.papers[paper].offer if paper in model.papers else None
    framed = drawn(model, paper, number)
    brought = [row for row in framed.clause_ids if row in versions]
    command = TableOffer(
        actor=lead(model, side),
        at=model.now,
        instrument=paper,
        expected_offer_no=offer.number if offer else 0,
        frame=framed,
        clauses=tuple(clause(paper, row, versions[row]) for row in brought),
        links=tuple(link for link in links if set(link) <= set(framed.clause_ids)),
        expires_at=after(model, OFFER_LASTS),
        irrevocable_until=None if irrevocable is None else after(model, irrevocable),
    )
    return Step("table_offer", command)


def accept(model: Model, side: str, paper: str, rows: Iterable[str]) -> Step:
    on_table = model.papers[paper]
    command = AcceptClauses(
        actor=lead(model, side),
        at=model.now,
        instrument=paper,
        cited={row: model.cite_row(on_table, row) for row in rows if row in on_table.rows},
        parties_sha256=model.cite_parties(),
    )
    return Step("accept_clauses", command)


def counter(model: Model, side: str, paper: str, row: str, version: int) -> Step:
    command = CounterClause(
        actor=lead(model, side),
        at=model.now,
        instrument=paper,
        clause=clause(paper, row, version),
        previous_sha256=model.cite_row(model.papers[paper], row),
    )
    return Step("counter_clause", command)


def counter_frame(model: Model, side: str, paper: str, number: int) -> Step:
    command = CounterFrame(
        actor=lead(model, side),
        at=model.now,
        instrument=paper,
        frame=drawn(model, paper, number),
        previous_sha256=model.cite_row(model.papers[paper], FRAME),
    )
    return Step("counter_frame", command)


def reserve(model: Model, side: str, paper: str, row: str) -> Step:
    command = ReserveClause(
        actor=lead(model, side),
        at=model.now,
        instrument=paper,
        clause=row,
        clause_sha256=model.cite_row(model.papers[paper], row),
        reason="The board has not decided.",
    )
    return Step("reserve_clause", command)


def withdraw(model: Model, side: str, paper: str) -> Step:
    offer = model.papers[paper].offer
    command = WithdrawOffer(
        actor=lead(model, side),
        at=model.now,
        instrument=paper,
        offer_no=offer.number if offer else 0,
        reason="We have another offer in mind.",
    )
    return Step("withdraw_offer", command)


def translate(model: Model, paper: str, row: str, number: int) -> Step:
    command = TranslateClause(
        actor=INTERPRETER,
        at=model.now,
        instrument=paper,
        clause=row,
        clause_sha256=model.cite_row(model.papers[paper], row),
        language=TRANSLATED,
        text=translation(row, number),
    )
    return Step("translate_clause", command)


def certify(model: Model, paper: str, row: str) -> Step:
    on_table = model.papers[paper]
    cited = model.cite_row(on_table, row)
    rendering = on_table.renderings.get((row, TRANSLATED))
    text = rendering.text if rendering else translation(row, 0)
    command = CertifyTranslation(
        actor=INTERPRETER,
        at=model.now,
        instrument=paper,
        clause=row,
        clause_sha256=cited,
        language=TRANSLATED,
        translation_sha256=model.cite(translation_words(cited, TRANSLATED, text)),
    )
    return Step("certify_translation", command)


def lock(model: Model, side: str, paper: str) -> Step:
    command = LockTerms(actor=lead(model, side), at=model.now, instrument=paper)
    return Step("lock_terms", command)


def unlock(model: Model, side: str, paper: str) -> Step:
    command = UnlockTerms(
        actor=lead(model, side), at=model.now, instrument=paper, reason="One more question."
    )
    return Step("unlock_terms", command)
