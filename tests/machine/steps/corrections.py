"""How a slip of the pen is mended, each step as the command that is sent."""

from __future__ import annotations

from machine.cast import APPROVERS, actor
from machine.decisions import Step
from machine.model import Model, Paper, fresh
from machine.steps.parties import lead
from machine.wording import clause, translation

from aggregates.deal.terms.confirm_correction import ConfirmCorrection
from aggregates.deal.terms.propose_correction import ProposeCorrection
from aggregates.deal.terms.withdraw_correction import WithdrawCorrection
from aggregates.vocabulary import ClauseText, Role


def propose(model: Model, side: str, paper: str, row: str, version: int) -> Step:
    """Propose the wording ``version``, with the translation of the same number."""
    on_table = model.papers[paper]
    command = ProposeCorrection(
        actor=lead(model, side),
        at=model.now,
        instrument=paper,
        correction=model.next_id("correction"),
        clause=clause(paper, row, version),
        translations=_translations(model, on_table, row, version),
        old_clause_sha256=model.cite_row(on_table, row),
        reason="A slip of the pen.",
    )
    return Step("propose_correction", command)


def confirm(model: Model, side: str, paper: str) -> Step:
    """Confirm as the lead of ``side``."""
    command = ConfirmCorrection(
        actor=lead(model, side),
        at=model.now,
        instrument=paper,
        correction=_number(model.papers[paper]),
        new_terms_sha256=_cited(model, model.papers[paper]),
    )
    return Step("confirm_correction", command)


def withdraw(model: Model, side: str, paper: str) -> Step:
    command = WithdrawCorrection(
        actor=lead(model, side),
        at=model.now,
        instrument=paper,
        correction=_number(model.papers[paper]),
        reason="It was no slip.",
    )
    return Step("withdraw_correction", command)


def confirm_approval(model: Model, side: str, paper: str, kind: str = "board") -> Step:
    """Confirm as the approver of ``side``, for an approval that was granted."""
    on_table = model.papers[paper]
    command = ConfirmCorrection(
        actor=actor(side, APPROVERS[side], Role.APPROVER),
        at=model.now,
        instrument=paper,
        correction=_number(on_table),
        new_terms_sha256=_cited(model, on_table),
        approval=on_table.approval_of(side, kind),
    )
    return Step("confirm_correction", command)


def _translations(model: Model, paper: Paper, row: str, version: int) -> dict[str, ClauseText]:
    if row not in paper.rows:
        return {}
    return dict.fromkeys(fresh(model, paper, row), translation(row, version))


def _number(paper: Paper) -> str:
    return paper.correction.number if paper.correction else "correction-0"


def _cited(model: Model, paper: Paper) -> str:
    return model.cite(paper.correction.terms) if paper.correction else "00" * 32
