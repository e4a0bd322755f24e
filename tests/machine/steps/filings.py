"""What is asked of authorities and what they answer, each step as the command that is sent."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from machine.cast import OFFICIAL
from machine.decisions import Step
from machine.model import Model
from machine.steps.parties import after, lead

from aggregates.deal.filings.decide_filing import DecideFiling
from aggregates.deal.filings.events import FilingEffect, Outcome
from aggregates.deal.filings.extend_filing import ExtendFiling
from aggregates.deal.filings.lift_filing import LiftFiling
from aggregates.deal.filings.require_filing import RequireFiling
from aggregates.deal.filings.submit_filing import SubmitFiling
from aggregates.deal.filings.withdraw_filing import WithdrawFiling

FILING_LASTS = timedelta(days=5)


def document(name: str) -> str:
    """Return the digest that stands for a document."""
    return hashlib.sha256(name.encode()).hexdigest()


def require(model: Model, paper: str, effect: FilingEffect, side: str = "") -> Step:
    command = RequireFiling(
        actor=OFFICIAL,
        at=model.now,
        filing=model.next_id("filing"),
        instrument=paper,
        kind="merger_control",
        authority="Market Authority",
        effect=effect,
        principal=side,
        due=after(model, FILING_LASTS),
    )
    return Step("require_filing", command)


def submit(model: Model, filing: str, side: str) -> Step:
    command = SubmitFiling(
        actor=lead(model, side),
        at=model.now,
        filing=filing,
        submission_sha256=document(f"{filing} of {side}"),
    )
    return Step("submit_filing", command)


def withdraw(model: Model, filing: str, side: str) -> Step:
    command = WithdrawFiling(
        actor=lead(model, side), at=model.now, filing=filing, reason="A page is missing."
    )
    return Step("withdraw_filing", command)


def decide(model: Model, filing: str, outcome: Outcome) -> Step:
    command = DecideFiling(
        actor=OFFICIAL,
        at=model.now,
        filing=filing,
        outcome=outcome,
        decision_sha256=document(f"{filing} {outcome.value}"),
        reason="" if outcome is Outcome.GRANTED else "The market is small.",
    )
    return Step("decide_filing", command)


def extend(model: Model, filing: str, time: timedelta) -> Step:
    command = ExtendFiling(actor=OFFICIAL, at=model.now, filing=filing, due=after(model, time))
    return Step("extend_filing", command)


def lift(model: Model, filing: str) -> Step:
    command = LiftFiling(actor=OFFICIAL, at=model.now, filing=filing, reason="It is too small.")
    return Step("lift_filing", command)
