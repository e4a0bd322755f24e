"""When a move makes sense."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from machine.cast import SIDES
from machine.follow.change import AT_THE_TABLE, ENDED, IN_FORCE, ON_THE_CLOCK, SIGNED_ON
from machine.model import Model, Paper
from machine.wording import AGREEMENT, KINDS

LOCKED = ("locked", "approving")


def _some(fits: Callable[[Paper], bool]) -> Callable[[Model], bool]:
    def some_paper(model: Model) -> bool:
        return model.stage in AT_THE_TABLE and any(map(fits, model.papers.values()))

    return some_paper


to_be_tabled = _some(lambda paper: paper.progress in {"draft", "negotiating"})
negotiated = _some(lambda paper: paper.progress == "negotiating")
translated = _some(lambda paper: paper.progress in {"negotiating", *LOCKED})
locked = _some(lambda paper: paper.progress in LOCKED)
correctable = _some(lambda paper: paper.progress in {*LOCKED, "signing"})
corrected = _some(lambda paper: paper.correction is not None)
asked_for_approval = _some(lambda paper: paper.progress == "approving")
signed = _some(lambda paper: paper.progress == "signing")
executed = _some(lambda paper: paper.progress == "executed")


def undrafted(model: Model) -> bool:
    """Whether there is an instrument that may be drafted, and that nobody has drafted yet."""
    return (live(model) or in_force(model)) and len(model.papers) < len(KINDS)


def at_the_table(model: Model) -> bool:
    """Whether something is negotiated, or may be."""
    return model.stage in AT_THE_TABLE


def filed(model: Model) -> bool:
    """Whether a filing was required, and is not done with."""
    return at_the_table(model) and any(not filing.done for filing in model.filings.values())


def in_force(model: Model) -> bool:
    """Whether the agreement is in force."""
    return model.stage in IN_FORCE


def in_force_and_running(model: Model) -> bool:
    """Whether it is, and nothing keeps anybody from changing it."""
    return in_force(model) and not suspended(model) and AGREEMENT not in model.annulled


def amended(model: Model) -> bool:
    """Whether it is in force as somebody has amended it."""
    return in_force(model) and bool(set(model.amendments) - model.annulled)


def signed_only(model: Model) -> bool:
    """Whether the agreement is signed, and has not taken effect."""
    return model.stage == "signed"


def effective(model: Model) -> bool:
    """Whether it has taken effect."""
    return model.stage == "effective"


def planned(model: Model) -> bool:
    """Whether some have agreed to a schedule."""
    return in_force(model) and model.performed.plan is not None


def reported(model: Model) -> bool:
    """Whether a side has said that it has done something."""
    return effective(model) and bool(model.performed.reports)


def noticed(model: Model) -> bool:
    """Whether a side has given notice."""
    return in_force(model) and bool(model.notices)


def on_record(model: Model) -> bool:
    """Whether something may be recorded of what was executed."""
    return model.stage in SIGNED_ON


def open_to_others(model: Model) -> bool:
    """Whether a side is missing that may come in."""
    before = {"draft", *ON_THE_CLOCK}
    return model.stage in before and len(model.sides) < len(SIDES)


def invited(model: Model) -> bool:
    """Whether an invitation is open."""
    return bool(model.invited)


def live(model: Model) -> bool:
    """Whether the deal is under way."""
    return model.stage in {"draft", "signing", *ON_THE_CLOCK}


def on_the_clock(model: Model) -> bool:
    """Whether a side may leave, and the deal's deadline runs."""
    return model.stage in ON_THE_CLOCK


def before_engaged(model: Model) -> bool:
    """Whether a letter of intent is still to be executed."""
    return model.stage in {"draft", "intent"}


def sent(model: Model) -> bool:
    """Whether a letter of intent waits for an answer."""
    return model.stage == "intent"


def extending(model: Model) -> bool:
    """Whether some have agreed to a later deadline."""
    return model.extension is not None


def suspended(model: Model) -> bool:
    """Whether the clocks stand still."""
    return model.suspended_at is not None


def running(model: Model) -> bool:
    """Whether the clocks of a deal that is under way run."""
    return (live(model) or in_force(model)) and not suspended(model)


def ended(model: Model) -> bool:
    """Whether the deal is declined, withdrawn or expired."""
    return model.stage in ENDED


def untouched(model: Model) -> bool:
    """Whether every mandate stands."""
    return not model.revoked


def over(model: Model) -> bool:
    """Whether the deal is sealed or at its end, or ended too long ago to be taken up again."""
    if model.is_over():
        return True
    if model.ended_at is not None:
        return model.now - model.ended_at >= timedelta(days=model.policy.reopening_days)
    paper = model.papers.get(AGREEMENT)
    return paper is not None and paper.session is not None and paper.session.sealed


def under_way(model: Model) -> bool:
    """Whether something usually comes next."""
    return not over(model)


def ever(_: Model) -> bool:
    """At any time."""
    return True
