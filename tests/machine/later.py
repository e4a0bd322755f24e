"""What the notebook holds of authorities, of performance, and of the end of a deal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from machine.timer import Timer

from aggregates.deal.filings.events import FilingEffect
from aggregates.deal.paper.events import PaperSignature
from aggregates.deal.performance.schedule import Contribution, Milestone, Obligation, Schedule


@dataclass
class Filing:
    """What is asked of an authority. ``by`` is the side that submitted it last."""

    paper: str
    effect: FilingEffect
    side: str
    due: Timer
    status: str = "required"
    by: str = ""

    @property
    def done(self) -> bool:
        """Whether it holds nothing up any more."""
        return self.status in {"granted", "lifted"}


@dataclass
class Plan:
    """A schedule, and which sides have agreed to it."""

    number: str
    schedule: Schedule
    sides: set[str]


@dataclass
class Report:
    """What a side says it has done, and how much of it an official has found to be so."""

    obligation: str
    side: str
    amount: Fraction
    verified: Fraction = Fraction(0)


@dataclass
class Notice:
    """A notice of termination, and the time until it may be used."""

    side: str
    left: Timer
    withdrawn: bool = False


@dataclass
class Scan:
    """A picture of what was signed by hand, and which sides say that it is theirs."""

    sha256: str
    signatures: tuple[PaperSignature, ...]
    sides: set[str]
    attested: bool = False


class Record(NamedTuple):
    """What an authority said of a paper; ``ended`` when that does not stand any more."""

    paper: str
    ended: bool = False


@dataclass
class Performed:
    """What was agreed to be done, what was given up, and what is done."""

    plan: Plan | None = None
    agreed: Schedule | None = None
    satisfied: set[str] = field(default_factory=set)
    waived: dict[str, set[str]] = field(default_factory=dict)
    written_off: dict[str, set[str]] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)

    def obligations(self) -> Iterator[Obligation]:
        """Yield what is to be done."""
        if self.agreed is not None:
            yield from self.agreed.contributions
            yield from self.agreed.milestones

    def obligation(self, name: str) -> Obligation:
        """Return one of them."""
        return next(item for item in self.obligations() if item.id == name)

    def reported(self, name: str) -> Fraction:
        """Return how much of an obligation is reported."""
        return sum((r.amount for r in self.reports.values() if r.obligation == name), Fraction(0))

    def verified(self, name: str) -> Fraction:
        """Return how much of an obligation is verified."""
        return sum((r.verified for r in self.reports.values() if r.obligation == name), Fraction(0))


def promised(owed: Contribution | Milestone) -> Fraction:
    """Return how much is owed; a milestone is one."""
    return Fraction(owed.amount.amount) if isinstance(owed, Contribution) else Fraction(1)
