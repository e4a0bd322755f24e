"""Officials ask for filings, sides submit them, authorities answer, or take their time."""

from __future__ import annotations

from typing import Final

from machine.decisions import Step
from machine.model import Model
from machine.moves.how import How, Move, Moves
from machine.moves.when import at_the_table, filed
from machine.steps import filings
from machine.wording import AGREEMENT

from aggregates.deal.filings.events import FilingEffect, Outcome


def _require(model: Model, how: How) -> Step:
    """Require it of a paper that is not executed, or of the effect of the leading one."""
    side = how.side if how.version == 0 else ""
    if how.number % 3 == 0:
        return filings.require(model, AGREEMENT, FilingEffect.CONDITION, side)
    still = [key for key, paper in model.papers.items() if paper.executed is None]
    paper = how.paper if how.paper in still or not still else still[-1]
    return filings.require(model, paper, FilingEffect.BLOCKING, side)


def filing_of(model: Model, how: How, *status: str) -> str:
    """Return one of the filings at ``status``, or else any; of none if there is none."""
    fitting = [key for key, filing in model.filings.items() if filing.status in status]
    found = fitting or list(model.filings)
    return found[how.row % len(found)] if found else "filing-0"


def _submit(model: Model, how: How) -> Step:
    name = filing_of(model, how, "required", "refused")
    known = model.filings.get(name)
    return filings.submit(model, name, known.side if known and known.side else how.side)


def _withdraw(model: Model, how: How) -> Step:
    name = filing_of(model, how, "submitted")
    known = model.filings.get(name)
    return filings.withdraw(model, name, known.by if known and known.by else how.side)


def _decide(model: Model, how: How) -> Step:
    outcome = Outcome.REFUSED if how.version == 0 else Outcome.GRANTED
    return filings.decide(model, filing_of(model, how, "submitted"), outcome)


def _extend(model: Model, how: How) -> Step:
    return filings.extend(model, filing_of(model, how, "required", "submitted"), how.time)


def _lift(model: Model, how: How) -> Step:
    return filings.lift(model, filing_of(model, how, "required", "submitted", "refused"))


FILING: Final[Moves] = {
    "require_filing": Move(at_the_table, _require),
    "submit_filing": Move(filed, _submit),
    "withdraw_filing": Move(filed, _withdraw),
    "decide_filing": Move(filed, _decide),
    "extend_filing": Move(filed, _extend),
    "lift_filing": Move(filed, _lift),
}
