"""The figures, made again from nothing but events, in the plainest way: what an export allows.

Nothing here knows of courses, facts or tables. ``until(log, position)`` is an export as of then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from statistics import median

from shelf import Placed

from aggregates.deal import DEAL
from aggregates.deal.authorities.events import AnnulledByDecision
from aggregates.deal.discussion.events import DiscussionEvent
from aggregates.deal.events import DealEvent
from aggregates.deal.filings.state import Status
from aggregates.deal.guards import LIVE
from aggregates.deal.performance.events import ContributionVerified
from aggregates.deal.signing.events import SigningOpened
from aggregates.deal.signing.open_signing import require_approved
from aggregates.deal.state import Deal, Progress, Stage
from aggregates.deal.terms.current import missing_acceptances, table_of
from aggregates.deal.terms.events import ClauseCountered, FrameCountered
from aggregates.errors import RuleError
from aggregates.vocabulary import Kind, Money, Rate

CENT = Decimal("0.01")
TENTH = Decimal("0.1")
LOST = {Stage.DECLINED, Stage.WITHDRAWN, Stage.EXPIRED, Stage.TERMINATED}


@dataclass
class Signed:
    """An executed instrument."""

    tier: str
    kind: Kind
    amount: Money | None
    rates: tuple[Rate, ...]


@dataclass
class Told:
    """A deal as its events tell it."""

    deal: Deal = field(default_factory=Deal)
    executed: dict[str, Signed] = field(default_factory=dict)
    rates: dict[str, tuple[Rate, ...]] = field(default_factory=dict)
    annulled: set[str] = field(default_factory=set)
    reached: dict[str, datetime] = field(default_factory=dict)
    lost_from: Stage | None = None
    moved_at: datetime | None = None
    counters: int = 0

    def tell(self, event: DealEvent) -> None:
        """Take the next event."""
        before, self.deal = self.deal, DEAL.evolve(self.deal, event)
        self.reached.setdefault(self.deal.stage.value, event.at)
        if self.deal.stage is not before.stage:
            self.lost_from = before.stage if self.deal.stage in LOST else None
        if isinstance(event, SigningOpened):
            self.rates[event.instrument] = event.rates
        if isinstance(event, AnnulledByDecision):
            self.annulled.add(event.instrument)
        if isinstance(event, ContributionVerified):
            self.reached.setdefault("paid_in", event.at)
        self.counters += isinstance(event, (ClauseCountered, FrameCountered))
        if not isinstance(event, DiscussionEvent) and getattr(event, "by", "system") != "system":
            self.moved_at = event.at
        self._approved(event)
        self._executed()

    def _approved(self, event: DealEvent) -> None:
        if self.deal.stage in {Stage.AGREED, Stage.APPROVING, Stage.SIGNING}:
            try:
                require_approved(self.deal, self.deal.instruments[self.deal.leading])
            except RuleError:
                return
            self.reached.setdefault("approved", event.at)

    def _executed(self) -> None:
        for key, one in self.deal.instruments.items():
            if one.progress is Progress.EXECUTED and key not in self.executed:
                amount = one.matrix.frame.values.get("amount") if one.matrix.frame else None
                money = amount if isinstance(amount, Money) else None
                self.executed[key] = Signed(
                    one.tier.value, one.kind, money, self.rates.get(key, ())
                )


def until(log: Sequence[Placed], position: int) -> list[Told]:
    """Return what the events up to a position tell of each deal."""
    found: dict[str, Told] = {}
    for one in log:
        if one.position <= position:
            found.setdefault(one.deal, Told()).tell(one.event)
    return list(found.values())


def amount_in(signed: Signed, currency: str) -> Decimal | None:
    """Return what an instrument pledges in a currency, by the rates of its signing."""
    if signed.amount is None:
        return None
    value, own = Decimal(signed.amount.amount), signed.amount.currency
    if own == currency:
        return value
    with localcontext(prec=60):
        for rate in sorted(signed.rates, key=lambda rate: rate.day, reverse=True):
            if (rate.base, rate.quote) == (own, currency):
                return (value * Decimal(rate.rate)).quantize(CENT, rounding=ROUND_HALF_EVEN)
        for rate in sorted(signed.rates, key=lambda rate: rate.day, reverse=True):
            if (rate.base, rate.quote) == (currency, own):
                return (value / Decimal(rate.rate)).quantize(CENT, rounding=ROUND_HALF_EVEN)
    return None


def pledged(deals: Iterable[Told], tier: str, direction: str = "") -> list[Signed]:
    """Return the letters and agreements that count in a tier, of one direction or of all."""
    return [
        signed
        for told in deals
        for key, signed in told.executed.items()
        if key not in told.annulled
        and signed.tier == tier
        and signed.kind in {Kind.LETTER_OF_INTENT, Kind.FRAMEWORK_AGREEMENT, Kind.AGREEMENT}
        and told.deal.classification is not None
        and direction in {"", told.deal.classification.direction.value}
    ]


def summed(found: Iterable[Signed], currency: str) -> tuple[int, Decimal]:
    """Return how many there are and what they pledge together."""
    amounts = [amount_in(one, currency) for one in found]
    return len(amounts), sum((one for one in amounts if one is not None), Decimal(0))


def middle(found: Iterable[Signed], currency: str) -> Decimal | None:
    """Return the median of the amounts that are known."""
    amounts = [known for one in found if (known := amount_in(one, currency)) is not None]
    return median(amounts).quantize(CENT, rounding=ROUND_HALF_EVEN) if amounts else None


def came(deals: Iterable[Told], steps: Sequence[str]) -> list[int]:
    """Return how many deals came to each step or to a later one."""
    return [
        sum(any(later in told.reached for later in steps[place:]) for told in found)
        for found in [list(deals)]
        for place in range(len(steps))
    ]


def days_between(deals: Iterable[Told], one: str, other: str) -> Decimal | None:
    """Return the median of the days from one step to another."""
    times = [t.reached[other] - t.reached[one] for t in deals if {one, other} <= t.reached.keys()]
    if not times:
        return None
    days = median(Decimal(time.days * 86_400 + time.seconds) for time in times) / 86_400
    return days.quantize(TENTH, rounding=ROUND_HALF_EVEN)


def under_way(deals: Iterable[Told]) -> list[Told]:
    """Return the deals that are negotiated, from the intent to the signing."""
    return [told for told in deals if told.deal.stage in LIVE - {Stage.DRAFT}]


def open_rows(told: Told) -> int:
    """Return how many rows of the leading instrument somebody has not accepted."""
    leading = told.deal.instruments[told.deal.leading]
    if leading.progress is not Progress.NEGOTIATING:
        return 0
    return len({row for row, _ in missing_acceptances(table_of(told.deal, leading))})


def awaited(deals: Iterable[Told]) -> Counter[tuple[str, str]]:
    """Return approvals by kind and whether they were given, of deals that are not lost."""
    return Counter(
        (approval.kind, "granted" if approval.granted else "pending")
        for told in deals
        if told.deal.stage not in LOST
        for instrument in told.deal.instruments.values()
        for approval in instrument.approvals.values()
    )


def filed(deals: Iterable[Told], at: datetime) -> Counter[tuple[str, str]]:
    """Return filings by authority and how they stand at an instant, of deals that are not lost.

    While the clock of a deal stands, nothing of it becomes overdue.
    """
    found: Counter[tuple[str, str]] = Counter()
    for told in (one for one in deals if one.deal.stage not in LOST):
        now = told.deal.parties.stopped_at or at
        for filing in told.deal.filings.values():
            waiting = "overdue" if filing.due.at <= now else "pending"
            done = filing.status in {Status.GRANTED, Status.LIFTED}
            found[filing.authority, filing.status.value if done else waiting] += 1
    return found


def lost(deals: Iterable[Told]) -> Counter[tuple[str, str]]:
    """Return the lost deals by the stage at which they are, and that from which they were lost."""
    return Counter(
        (told.deal.stage.value, told.lost_from.value)
        for told in deals
        if told.lost_from is not None
    )
