"""What is on each table, and who agrees to it: the same in the deal as in the notebook."""

from __future__ import annotations

from machine.digests import digest, parties_words
from machine.model import Consent, Model, Paper

from aggregates.deal.state import Instrument


def check_words(model: Model, paper: Paper, instrument: Instrument) -> None:
    """The words of each row are those that were put last."""
    matrix = instrument.matrix
    assert matrix.frame == paper.frame, "the frame that was put last"
    for row in paper.rows[1:]:
        assert matrix.clauses[row] == paper.clauses[row], "the clause that was put last"
    if not paper.letter:
        parties = model.parties(paper)
        for row in paper.rows:
            _check_consents(Consent(model.words(paper, row), parties), paper, instrument, row)


def check_lock(model: Model, paper: Paper, instrument: Instrument) -> None:
    """What is locked is what is on the table, and what every party has agreed to."""
    locked = instrument.matrix.locked_sha256
    assert locked == (digest(paper.locked) if paper.locked is not None else ""), "what is locked"
    if paper.locked is None:
        return
    assert paper.locked == model.terms(paper), "what is locked is what stands"
    if not paper.letter:
        _check_unanimous(model, paper)


def _check_consents(now: Consent, paper: Paper, instrument: Instrument, row: str) -> None:
    """An acceptance is of the words on the table, by the parties that there are."""
    said = {side: consent for (of, side), consent in paper.consents.items() if of == row}
    stored = instrument.matrix.acceptances.get(row, {})
    assert set(stored) == set(said), f"who accepts a row: {row}, {set(stored)}, not {set(said)}"
    if not said:
        return
    cited = digest(now.words), digest(parties_words(now.parties))
    for side, consent in said.items():
        assert consent == now, "an acceptance counts for the present words and parties only"
        assert (stored[side].clause_sha256, stored[side].parties_sha256) == cited


def _check_unanimous(model: Model, paper: Paper) -> None:
    parties = model.parties(paper)
    assert isinstance(parties, list)
    for row in paper.rows:
        wanted = Consent(model.words(paper, row), parties)
        for party in parties:
            assert isinstance(party, dict)
            side = str(party["id"])
            assert paper.consents.get((row, side)) == wanted, "what is locked, all have accepted"
