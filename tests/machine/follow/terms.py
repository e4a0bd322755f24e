"""What the notebook says of a table: who put, accepted and reserved which words."""

from __future__ import annotations

from collections.abc import Iterable

from machine.digests import Words
from machine.follow.change import moved, unlocked
from machine.model import Consent, Model, Offer, Paper, Rendering, Timer
from machine.wording import TRANSLATED

from aggregates.deal.terms.accept_clauses import AcceptClauses
from aggregates.deal.terms.certify_translation import CertifyTranslation
from aggregates.deal.terms.counter_clause import CounterClause
from aggregates.deal.terms.counter_frame import CounterFrame
from aggregates.deal.terms.draft_instrument import DraftInstrument
from aggregates.deal.terms.events import FRAME
from aggregates.deal.terms.expire_offer import ExpireOffer
from aggregates.deal.terms.lock_terms import LockTerms
from aggregates.deal.terms.reserve_clause import ReserveClause
from aggregates.deal.terms.table_offer import TableOffer
from aggregates.deal.terms.translate_clause import TranslateClause
from aggregates.deal.terms.unlock_terms import UnlockTerms
from aggregates.deal.terms.withdraw_offer import WithdrawOffer
from aggregates.vocabulary import Command


def draft_instrument(model: Model, command: DraftInstrument) -> None:
    model.papers[command.instrument] = Paper(id=command.instrument, kind=command.kind)


def table_offer(model: Model, command: TableOffer) -> None:
    paper = model.papers[command.instrument]
    # a clause that a frame has left out keeps what was said of it: the frame is to be accepted
    known = {*paper.rows, *paper.clauses}
    before = {row: model.words(paper, row) for row in known}
    _run_out(model, paper)
    paper.frame, paper.links = command.frame, command.links
    paper.clauses.update({clause.id: clause for clause in command.clauses})
    _leave(paper, set(paper.clauses) - set(paper.rows))
    for row in paper.rows:
        if before.get(row) != model.words(paper, row):
            _forget(paper, row)
    brought = (FRAME, *(clause.id for clause in command.clauses))
    _put(model, paper, command, brought)
    until = command.irrevocable_until
    paper.offer = Offer(
        number=command.expected_offer_no + 1,
        side=command.actor.organisation,
        until=Timer(command.expires_at.at - model.now),
        irrevocable=None if until is None else Timer(until.at - model.now),
    )
    moved(model, paper, "negotiating")
    assert model.is_current(paper), "it changes what is in force"


def accept_clauses(model: Model, command: AcceptClauses) -> None:
    """The consent is to the words that stand under the digest cited, whatever is on the table."""
    paper = _live(model, command.instrument)
    parties = _parties(model, command.parties_sha256)
    for row, cited in command.cited.items():
        key = row, command.actor.organisation
        paper.consents[key] = Consent(model.read[cited], parties)
        paper.reservations.pop(key, None)
    for link in paper.links:
        if not command.cited.keys().isdisjoint(link):
            together = [row for row in link if row in paper.rows]
            accepted = [model.agrees(paper, row, command.actor.organisation) for row in together]
            assert all(accepted), "what is linked is accepted together"


def counter_clause(model: Model, command: CounterClause) -> None:
    paper, row = _live(model, command.instrument), command.clause.id
    _forget(paper, row)
    paper.clauses[row] = command.clause
    _put(model, paper, command, [row])


def counter_frame(model: Model, command: CounterFrame) -> None:
    paper = _live(model, command.instrument)
    _forget(paper, FRAME)
    paper.frame = command.frame
    _put(model, paper, command, [FRAME])


def reserve_clause(model: Model, command: ReserveClause) -> None:
    paper = _live(model, command.instrument)
    key = command.clause, command.actor.organisation
    paper.consents.pop(key, None)
    paper.reservations[key] = model.words(paper, command.clause)


def withdraw_offer(model: Model, command: WithdrawOffer) -> None:
    offer = _live(model, command.instrument).offer
    assert offer is not None
    assert offer.side == command.actor.organisation, "an offer is its author's to withdraw"
    assert offer.irrevocable is None or offer.irrevocable.over, "what is irrevocable stays"
    offer.live = False
    _release(model.papers[command.instrument], offer.side)


def expire_offer(model: Model, command: ExpireOffer) -> None:
    offer = model.papers[command.instrument].offer
    assert offer is not None, "there is an offer to expire"
    offer.live = False
    _release(model.papers[command.instrument], offer.side)


def translate_clause(model: Model, command: TranslateClause) -> None:
    paper = model.papers[command.instrument]
    source = model.read[command.clause_sha256]
    paper.renderings[command.clause, command.language] = Rendering(source, command.text)


def certify_translation(model: Model, command: CertifyTranslation) -> None:
    rendering = model.papers[command.instrument].renderings[command.clause, command.language]
    assert rendering.source == model.read[command.clause_sha256], "of the words that are meant"
    assert command.actor.person not in model.sides.values(), "no lead certifies"
    rendering.certified = True


def lock_terms(model: Model, command: LockTerms) -> None:
    paper = model.papers[command.instrument]
    assert list(model.missing(paper)) == [], "what is locked, everybody has accepted"
    for (row, side), words in paper.reservations.items():
        open_still = row in paper.rows and words == model.words(paper, row)
        assert not (open_still and side in model.sides), "what is locked, nobody has reserved"
    assert list(_uncertified(model, paper)) == [], "what is locked is certified"
    assert model.is_current(paper), "it changes what is in force"
    paper.locked = model.terms(paper)
    moved(model, paper, "locked")


def unlock_terms(model: Model, command: UnlockTerms) -> None:
    unlocked(model, model.papers[command.instrument])


def _live(model: Model, instrument: str) -> Paper:
    """Return a paper of which something was said, for which its offer must have been live."""
    paper = model.papers[instrument]
    assert paper.offer is not None, "there is an offer"
    assert paper.offer.live, "the offer stands"
    assert not paper.offer.until.over, "the offer has time left"
    return paper


def _put(model: Model, paper: Paper, command: Command, rows: Iterable[str]) -> None:
    """The author of words accepts them."""
    side = command.actor.organisation
    paper.drafters.add(command.actor.person)
    for row in rows:
        paper.consents[row, side] = Consent(model.words(paper, row), model.parties())
        paper.reservations.pop((row, side), None)


def _run_out(model: Model, paper: Paper) -> None:
    """Whose offer ran out before all agreed is not bound by it when somebody goes on."""
    offer = paper.offer
    if offer is None or not offer.live or not offer.until.over:
        return
    if any(model.missing(paper)):
        _release(paper, offer.side)


def _release(paper: Paper, side: str) -> None:
    """The side agrees to nothing on this table any more."""
    paper.consents = {key: said for key, said in paper.consents.items() if key[1] != side}


def _forget(paper: Paper, row: str) -> None:
    """A row has other words: nobody has agreed to them."""
    paper.consents = {key: said for key, said in paper.consents.items() if key[0] != row}


def _leave(paper: Paper, rows: set[str]) -> None:
    """Rows leave the table, with all that was said of them."""
    for row in rows:
        del paper.clauses[row]
        _forget(paper, row)
    kept = {key: words for key, words in paper.reservations.items() if key[0] not in rows}
    paper.reservations = kept
    translated = {key: text for key, text in paper.renderings.items() if key[0] not in rows}
    paper.renderings = translated


def _uncertified(model: Model, paper: Paper) -> Iterable[str]:
    for row in paper.rows[1:]:
        rendering = paper.renderings.get((row, TRANSLATED))
        if (
            rendering is None
            or rendering.source != model.words(paper, row)
            or not rendering.certified
        ):
            yield row


def _parties(model: Model, cited: str) -> Words:
    words = model.read[cited]
    assert isinstance(words, dict)
    return words["parties"]
