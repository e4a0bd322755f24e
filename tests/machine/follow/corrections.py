"""What the notebook says of a slip of the pen: who has confirmed, and the words once mended."""

from __future__ import annotations

from machine.digests import Words, clause_words
from machine.follow.change import moved
from machine.model import Consent, Correction, Model, Paper, Rendering, fresh

from aggregates.deal.terms.confirm_correction import ConfirmCorrection
from aggregates.deal.terms.propose_correction import ProposeCorrection
from aggregates.deal.terms.withdraw_correction import WithdrawCorrection
from aggregates.vocabulary import Clause, ClauseText


def propose_correction(model: Model, command: ProposeCorrection) -> None:
    paper, clause = model.papers[command.instrument], command.clause
    assert clause.values == paper.clauses[clause.id].values, "no typed value changes"
    assert set(command.translations) == set(fresh(model, paper, clause.id)), "nor a language"
    paper.correction = Correction(
        number=command.correction,
        clause=clause,
        translations=dict(command.translations),
        side=command.actor.organisation,
        by=command.actor.person,
        terms=_mended(model, paper, command),
        sides={command.actor.organisation},
    )


def confirm_correction(model: Model, command: ConfirmCorrection) -> None:
    paper = model.papers[command.instrument]
    correction = paper.correction
    assert correction is not None, "there is something to confirm"
    assert model.read[command.new_terms_sha256] == correction.terms, "they read what will stand"
    if command.approval:
        approval = paper.approvals[command.approval]
        assert approval.granted, "only who has approved confirms"
        assert approval.approver == command.actor.person, "the approver themselves"
        correction.approvals.add(command.approval)
        return
    correction.sides.add(command.actor.organisation)
    if correction.sides >= set(model.sides):
        _made(model, paper, correction)


def withdraw_correction(model: Model, command: WithdrawCorrection) -> None:
    paper = model.papers[command.instrument]
    assert paper.correction is not None, "there is something to take back"
    assert paper.correction.side == command.actor.organisation, "by who proposed it"
    paper.correction = None


def _made(model: Model, paper: Paper, correction: Correction) -> None:
    """The words stand: for every side, and for every approver who has confirmed, for no other."""
    row = correction.clause.id
    _mend(paper, correction.clause, correction.translations)
    for side in model.sides:
        paper.consents[row, side] = Consent(model.words(paper, row), model.parties())
    kept = {key: paper.approvals[key] for key in sorted(correction.approvals)}
    for approval in kept.values():
        approval.terms = correction.terms
    paper.approvals, paper.locked = kept, correction.terms
    paper.drafters.add(correction.by)
    paper.correction = paper.session = None
    moved(model, paper, "approving" if kept else "locked")


def _mended(model: Model, paper: Paper, command: ProposeCorrection) -> Words:
    """Return what the terms would be."""
    trial = Paper(id=paper.id, kind=paper.kind, frame=paper.frame)
    trial.clauses, trial.renderings = dict(paper.clauses), dict(paper.renderings)
    _mend(trial, command.clause, dict(command.translations))
    return model.terms(trial)


def _mend(paper: Paper, clause: Clause, translations: dict[str, ClauseText]) -> None:
    """Put the clause in its place, with translations that nobody has certified."""
    others = {key: value for key, value in paper.renderings.items() if key[0] != clause.id}
    source = clause_words(paper.id, clause)
    mended = {(clause.id, tag): Rendering(source, text) for tag, text in translations.items()}
    paper.clauses[clause.id] = clause
    paper.renderings = {**others, **mended}
