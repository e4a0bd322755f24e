"""What the notebook says of filings: what is asked for, with whom it lies, what it holds up."""

from __future__ import annotations

from machine.later import Filing
from machine.model import Model, Timer

from aggregates.deal.filings.decide_filing import DecideFiling
from aggregates.deal.filings.events import FilingEffect
from aggregates.deal.filings.extend_filing import ExtendFiling
from aggregates.deal.filings.lift_filing import LiftFiling
from aggregates.deal.filings.require_filing import RequireFiling
from aggregates.deal.filings.submit_filing import SubmitFiling
from aggregates.deal.filings.withdraw_filing import WithdrawFiling
from aggregates.vocabulary import Command, Role


def require_filing(model: Model, command: RequireFiling) -> None:
    _require_official(model, command)
    blocks = command.effect is FilingEffect.BLOCKING
    signing = model.papers[command.instrument].progress == "signing"
    assert not (blocks and signing), "nothing blocks what is open"
    due = Timer(command.due.at - model.now)
    model.filings[command.filing] = Filing(
        paper=command.instrument, effect=command.effect, side=command.principal, due=due
    )


def submit_filing(model: Model, command: SubmitFiling) -> None:
    filing, side = model.filings[command.filing], command.actor.organisation
    assert filing.side in {"", side}, "the side that has to"
    assert filing.status in {"required", "refused"}, "what does not lie with its authority"
    filing.status, filing.by = "submitted", side


def withdraw_filing(model: Model, command: WithdrawFiling) -> None:
    filing = model.filings[command.filing]
    assert filing.status == "submitted", "what lies with its authority"
    assert filing.by == command.actor.organisation, "by who has submitted it"
    filing.status = "required"


def decide_filing(model: Model, command: DecideFiling) -> None:
    _require_official(model, command)
    filing = model.filings[command.filing]
    assert filing.status == "submitted", "an authority answers what was put before it"
    filing.status = command.outcome.value


def extend_filing(model: Model, command: ExtendFiling) -> None:
    _require_official(model, command)
    filing = model.filings[command.filing]
    assert not filing.done, "what still has to be filed"
    filing.due = Timer(command.due.at - model.now)


def lift_filing(model: Model, command: LiftFiling) -> None:
    _require_official(model, command)
    assert model.filings[command.filing].status != "granted", "what is granted is done"
    model.filings[command.filing].status = "lifted"


def _require_official(model: Model, command: Command) -> None:
    assert command.actor.role is Role.OFFICIAL, "an official says so"
    assert command.actor.organisation not in model.sides, "of none of the sides"
