"""F8, the funnel: how many deals came how far, how many went on, and how long that took.

The steps are: intent submitted, negotiating, agreed, approved, signed, effective, paid in (a
contribution was verified). A deal has come to a step if it ever did, or to a later one: what
happened is not undone by what was lost later. A deal that repeats another is counted there, as in
F1. ``conversion`` is the part of the deals of the step before, in per cent to one decimal; the
median counts the days between both, to one decimal, of the deals for which both are on record.
``staying`` are deals under way at the cut that have come to this step and to none beyond; their
ages are the days since, whole ones. Meetings are no steps of a deal and are counted apart. Under a
suppression policy the cells are the deals that came to a step and no further, by whether they stay
there or were lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from statistics import median
from typing import Final, Literal

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.deal.guards import LIVE
from aggregates.deal.state import Stage
from aggregates.vocabulary import DealId
from projections.cut import Cut
from projections.facts import DealFacts
from projections.figures.answer import Stated, stated
from projections.figures.asking import Drilled, drilled
from projections.figures.cells import (
    TOTAL,
    Cell,
    Counted,
    cell_of,
    contributor,
    table_of,
)
from projections.figures.counted import facts_of_cut
from projections.figures.keeping import Keeping, is_kept, is_median_kept, kept_back
from projections.reader import Reader

DEFINITION: Final = "F8"
VERSION: Final = 3
_KINDS: Final = ("staying", "lost")
STEPS: Final = ("intent", "negotiating", "agreed", "approved", "signed", "effective", "paid_in")

_DAY: Final = timedelta(days=1)
_UNDER_WAY: Final = frozenset(stage.value for stage in (*LIVE, Stage.SIGNED, Stage.EFFECTIVE))
_TENTH: Final = Decimal("0.1")


class Slice(msgspec.Struct, frozen=True, kw_only=True):
    """Which deals to count; what is none does not matter."""

    tier: str | None = None
    direction: str | None = None
    mode: str | None = None
    industry: str | None = None
    origin: str | None = None
    destination: str | None = None
    project: str | None = None

    def has(self, facts: DealFacts) -> bool:
        """Return whether a deal is one of them."""
        wanted = msgspec.structs.asdict(self).items()
        return all(value is None or getattr(facts, field) == value for field, value in wanted)


class FunnelStep(msgspec.Struct, frozen=True, kw_only=True):
    """A step. Without ``reached`` it was left out; the rest is none where it can not be told."""

    step: str
    reached: int | None
    conversion: Decimal | None
    median_days: Decimal | None
    staying: int | None
    median_age_days: int | None
    oldest_days: int | None


class Funnel(msgspec.Struct, frozen=True, kw_only=True):
    """The answer, with every step."""

    head: Stated
    of: Slice
    steps: tuple[FunnelStep, ...]


EVERYTHING: Final = Slice()


async def funnel(
    connection: AsyncConnection[TupleRow],
    cut: Cut,
    of: Slice = EVERYTHING,
    keeping: Keeping | None = None,
) -> Funnel:
    """Return the figure; ``keeping`` is none for those who see every deal.

    Raises:
        ProjectionError: as `counting`.
    """
    facts = await facts_of_cut(connection, cut)
    return funnel_of(facts, cut, of, keeping)


async def funnel_deals(
    connection: AsyncConnection[TupleRow],
    reader: Reader,
    cut: Cut,
    *,
    step: str,
    number: Literal["reached", "staying"] = "reached",
    of: Slice = EVERYTHING,
) -> Drilled:
    """Return the deals that came to a step, or that stay there.

    Raises:
        ProjectionError: as `counting`.
    """
    facts = await facts_of_cut(connection, cut)
    return await drilled(connection, reader, deals_of(facts, step, number, of))


def deals_of(
    facts: Sequence[DealFacts],
    step: str,
    number: Literal["reached", "staying"] = "reached",
    of: Slice = EVERYTHING,
) -> tuple[DealId, ...]:
    """Return the deals that make a number, sorted."""
    place = STEPS.index(step)
    ways = [one for one in _ways(facts, of) if one.came >= place]
    if number == "staying":
        ways = [one for one in ways if one.came == place and one.under_way]
    return tuple(sorted(one.facts.deal for one in ways))


def funnel_of(
    facts: Sequence[DealFacts],
    cut: Cut,
    of: Slice = EVERYTHING,
    keeping: Keeping | None = None,
) -> Funnel:
    """Return the figure of these facts, which are those of the cut."""
    ways = list(_ways(facts, of))
    out = _left_out(ways, keeping)
    steps = tuple(_step(place, ways, cut, out, keeping) for place in range(len(STEPS)))
    return Funnel(head=stated(DEFINITION, VERSION, cut), of=of, steps=steps)


class _Way(msgspec.Struct, frozen=True, kw_only=True):
    """How far a deal came: ``came`` is the last step, ``at`` when it was at each, if on record."""

    facts: DealFacts
    came: int
    at: tuple[datetime | None, ...]

    @property
    def under_way(self) -> bool:
        return self.facts.stage in _UNDER_WAY


def _ways(facts: Sequence[DealFacts], of: Slice) -> Iterator[_Way]:
    """Yield the deals that came to any step, each once: one that repeats another is that one."""
    for deal in facts:
        at = tuple(deal.reached.get(step) for step in STEPS)
        came = max((place for place, found in enumerate(at) if found is not None), default=-1)
        if came >= 0 and not deal.repeats and of.has(deal):
            yield _Way(facts=deal, came=came, at=at)


def _left_out(
    ways: Sequence[_Way], keeping: Keeping | None
) -> tuple[frozenset[int], frozenset[int]]:
    """Return the steps of which it is not published how many reached them, and how many stay.

    How many reached a step is a sum of those who came there and no further, or further. It is told
    where that sum has none of the cells that are left out, or all of them: between, it would take
    them apart.
    """
    cells = table_of(_counted(one, "staying" if one.under_way else "lost") for one in ways)
    out = kept_back(keeping, "steps", cells)
    every = frozenset(range(len(STEPS)))
    staying = frozenset(place for place in every if {(str(place), c) for c in _KINDS} & out)
    if (TOTAL, TOTAL) in out:
        return every, every
    hidden = [int(row) for row, column in out if column == TOTAL and row != TOTAL]
    between = frozenset(range(min(hidden, default=0) + 1, max(hidden, default=0) + 1))
    reached = [
        place
        for place in every - between
        if is_kept(keeping, f"reached_{STEPS[place]}", _reached(ways, place))
    ]
    before = {place - 1 for place in reached}  # who stayed before it would give it away
    return between | set(reached), staying | before | set(hidden)


def _reached(ways: Sequence[_Way], place: int) -> Cell:
    return cell_of(_counted(one, TOTAL) for one in ways if one.came >= place)


def _counted(one: _Way, kind: str) -> Counted:
    return Counted(
        place=(str(one.came), kind),
        deal=one.facts.deal,
        contributor=contributor(one.facts.principals),
    )


def _step(
    place: int,
    ways: Sequence[_Way],
    cut: Cut,
    out: tuple[frozenset[int], frozenset[int]],
    keeping: Keeping | None,
) -> FunnelStep:
    reached = [one for one in ways if one.came >= place]
    before = len([one for one in ways if one.came >= place - 1])
    staying = [one for one in reached if one.came == place and one.under_way]
    ages = [_days(age) for one in staying if (age := _age(one, place, cut)) is not None]
    told, few = place not in out[0], place in out[0] | out[1]
    return FunnelStep(
        step=STEPS[place],
        reached=len(reached) if told else None,
        conversion=_conversion(len(reached), before, place, out[0]),
        median_days=_median_days(reached, place, keeping) if told else None,
        staying=None if few else len(staying),
        median_age_days=None if few or not ages else int(median(ages)),
        oldest_days=None if few or not ages or keeping is not None else max(ages),
    )


def _conversion(reached: int, before: int, place: int, out: frozenset[int]) -> Decimal | None:
    if not place or not before or {place, place - 1} & out:
        return None
    return (Decimal(100 * reached) / before).quantize(_TENTH, rounding=ROUND_HALF_EVEN)


def _median_days(reached: Sequence[_Way], place: int, keeping: Keeping | None) -> Decimal | None:
    both = [
        (one, there - before)
        for one in reached
        if place and (before := one.at[place - 1]) is not None
        if (there := one.at[place]) is not None
    ]
    cell = cell_of(_counted(one, TOTAL) for one, _ in both)
    if is_median_kept(keeping, f"days to {STEPS[place]}", cell) or not both:
        return None
    micros = median(Decimal(time // timedelta(microseconds=1)) for _, time in both)
    days = micros / Decimal(_DAY // timedelta(microseconds=1))
    return days.quantize(_TENTH, rounding=ROUND_HALF_EVEN)


def _age(one: _Way, place: int, cut: Cut) -> timedelta | None:
    since = one.at[place]
    return None if since is None else cut.at - since


def _days(time: timedelta) -> int:
    return time // _DAY
