"""What is on a wall: the figures of one position, and what was executed last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Final, Literal, TypeAlias

import msgspec
from msgspec.structs import replace

from aggregates.edition.lists import Lists
from aggregates.vocabulary import DealId, Kind, Language, Tier
from api.receipts.witnesses import WitnessedBy
from projections.cut import Cut
from projections.facts import DealFacts, Execution
from projections.figures.crossed import Crossed, crossed_of
from projections.figures.executed import COUNTED
from projections.figures.f1_headline import Headline, headline_of
from projections.figures.f4_routes import ROUTES
from projections.figures.f5_sizes import SIZES, bands
from projections.figures.f8_funnel import Funnel, funnel_of
from projections.figures.keeping import Keeping
from projections.figures.part import Part
from projections.views.listed import Listed

Shown: TypeAlias = Literal["everything", "live", "published"]
"""What is shown: to who sees every deal, everything; to everybody else what the fair lets them see:
numbers of this moment, or those of the last publication."""

SERIES: Final = ("executed", "F4", "F5", "F8")
"""The series of publications that a wall is made of."""
RECENT: Final = 6
LOOKED_AT: Final = 60
"""Among so many that were executed last, those are that a wall tells of."""

_CONTRACTS: Final = Part(tier=Tier.CONTRACT.value)
"""What routes and sizes count: tiers are never added up, and judging all of them takes longer."""


class Recent(msgspec.Struct, frozen=True, kw_only=True):
    """An instrument that was executed lately: which tier.

    Its title (``titles`` has that by language) with the names of its sides, its amount in its own
    ``currency``, and when it was executed, everybody is told to whose publication every side has
    consented. Which deal it is of and from where to where, only who sees every deal is told; to
    them ``currency`` is the wall's. Where nothing else may be told, ``count`` in a row of a tier
    are told as one.
    """

    tier: str
    count: int = 1
    at: datetime | None = None
    title: str = ""
    titles: Mapping[Language, str] = {}
    sides: tuple[str, ...] = ()
    currency: str = ""
    deal: DealId = ""
    origin: str = ""
    destination: str = ""
    industry: str = ""
    amount: Decimal | None = None


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """So many contracts from one country to another (ISO 3166-1)."""

    origin: str
    destination: str
    count: int


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of a wall, each with its head: all of one position.

    ``named`` are the routes of those contracts alone whose sides every one of them lets be named:
    whoever knows the sides knows from where they are. They are among those that ``routes`` count.
    """

    headline: Headline
    funnel: Funnel
    routes: Crossed
    sizes: Crossed
    bands: tuple[str, ...]
    recent: tuple[Recent, ...]
    named: tuple[Route, ...]


class SeenNow(msgspec.Struct, frozen=True, kw_only=True):
    """The newest head of the log that enough witnesses outside have seen, the last of them ``at``.

    It covers ``size`` events: what is of a later position is still to be seen.
    """

    size: int
    at: datetime
    witnesses: tuple[WitnessedBy, ...]


class WallNow(msgspec.Struct, frozen=True, kw_only=True):
    """The wall of an edition: everything on it is as of ``position``, recorded at ``cut_off``.

    ``shown`` says how much of it there is for who looks; ``closes_at`` is when the fair ends.
    ``witnesses`` is how many the fair names; ``seen`` is none where none has seen anything yet.
    """

    edition: str
    name: str
    shown: Shown
    position: int
    cut_off: datetime
    zone: str
    closes_at: datetime
    currency: str
    figures: Figures
    witnesses: int
    seen: SeenNow | None


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """What a wall needs beside the facts, as of the same cut.

    ``lists`` are those of the edition; ``listed`` is what every side of an instrument consented to.
    """

    lists: Lists
    listed: Sequence[Listed]


def figures_of(
    facts: Sequence[DealFacts],
    cut: Cut,
    currency: str,
    shown: Shown,
    keeping: Mapping[str, Keeping],
    beside: Beside,
) -> Figures:
    """Return what these facts come to, which are those of the cut; ``keeping`` is by series.

    Raises:
        ProjectionError: as the figures.
    """
    of = keeping.get
    return Figures(
        headline=headline_of(facts, cut, currency, of("executed")),
        funnel=funnel_of(facts, cut, keeping=of("F8")),
        routes=crossed_of(facts, ROUTES, cut, currency, of("F4"), _CONTRACTS),
        sizes=crossed_of(facts, SIZES, cut, currency, of("F5"), _CONTRACTS, lists=beside.lists),
        bands=bands(beside.lists.size_bands),
        recent=_recent(facts, currency, shown, beside.listed),
        named=_named(facts, beside.listed),
    )


def _recent(
    facts: Sequence[DealFacts], currency: str, shown: Shown, listed: Sequence[Listed]
) -> tuple[Recent, ...]:
    """Return what was executed last, the latest first; of a publication what it lists, alone."""
    if shown == "published":
        return tuple(map(_listed, listed[:RECENT]))
    executed = [
        (deal, one)
        for deal in facts
        for one in deal.executions
        if Kind(one.kind) in COUNTED and not one.annulled and not deal.repeats
    ]
    latest = sorted(executed, key=lambda one: one[1].at, reverse=True)[:LOOKED_AT]
    if shown == "everything":
        return tuple(_whole(deal, one, currency) for deal, one in latest[:RECENT])
    known = {(one.deal, one.instrument): _listed(one) for one in listed}
    told = (known.get((deal.deal, one.instrument), Recent(tier=one.tier)) for deal, one in latest)
    return tuple(_in_a_row(told))[:RECENT]


def _in_a_row(found: Iterable[Recent]) -> Iterator[Recent]:
    """Yield them in their order, those of which nothing may be told but the tier as one."""
    for one, alike in groupby(found):
        every = [*alike]
        unnamed = one == Recent(tier=one.tier)
        yield from [replace(one, count=len(every))] if unnamed else every


def _named(facts: Sequence[DealFacts], listed: Sequence[Listed]) -> tuple[Route, ...]:
    """Return from where to where the contracts went that are listed by name, the most first."""
    named = {(one.deal, one.instrument) for one in listed if one.title is not None}
    counts = Counter(
        (deal.origin, deal.destination.partition("-")[0])
        for deal in facts
        for one in deal.executions
        if (deal.deal, one.instrument) in named and one.tier == Tier.CONTRACT.value
    )
    found = [Route(origin=a, destination=b, count=n) for (a, b), n in counts.items() if a and b]
    return tuple(sorted(found, key=lambda one: (-one.count, one.origin, one.destination)))


def _whole(deal: DealFacts, executed: Execution, currency: str) -> Recent:
    told = executed.amounts.get(currency)
    return Recent(
        at=executed.at,
        tier=executed.tier,
        deal=deal.deal,
        origin=deal.origin,
        destination=deal.destination,
        industry=deal.industry,
        amount=Decimal(told) if told else None,
        currency=currency,
    )


def _listed(one: Listed) -> Recent:
    """Return what every side of an instrument has consented to, and no more."""
    return Recent(
        tier=one.tier,
        at=one.executed_at,
        title=one.title or "",
        titles=one.titles,
        sides=one.sides or (),
        amount=one.amount,
        currency=one.currency or "",
    )
