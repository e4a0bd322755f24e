"""What is on a wall: the figures of one position, and what was executed last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from operator import attrgetter
from typing import Final, Literal, TypeAlias

import msgspec

from aggregates.vocabulary import DealId, Kind, Tier
from api.receipts.witnesses import WitnessedBy
from projections.cut import Cut
from projections.figures.crossed import Crossed, crossed_of
from projections.figures.executed import COUNTED
from projections.figures.f1_headline import Headline, headline_of
from projections.figures.f4_routes import ROUTES
from projections.figures.f5_sizes import SIZES
from projections.figures.f8_funnel import Funnel, funnel_of
from projections.figures.keeping import Keeping
from projections.figures.part import Part
from projections.views.facts import DealFacts

Shown: TypeAlias = Literal["everything", "live", "published"]
"""What is shown: to who sees every deal, everything; to everybody else what the fair lets them see:
numbers of this moment, or those of the last publication."""

SERIES: Final = ("executed", "F4", "F5", "F8")
"""The series of publications that a wall is made of."""
RECENT: Final = 6

_CONTRACTS: Final = Part(tier=Tier.CONTRACT.value)
"""What routes and sizes count: tiers are never added up, and judging all of them takes longer."""


class Recent(msgspec.Struct, frozen=True, kw_only=True):
    """An instrument that was executed lately: which tier, when.

    Which deal it is of, from where to where and how much, only who sees every deal is told: nobody
    has consented to more.
    """

    at: datetime
    tier: str
    deal: DealId = ""
    origin: str = ""
    destination: str = ""
    industry: str = ""
    amount: Decimal | None = None


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of a wall, each with its head: all of one position."""

    headline: Headline
    funnel: Funnel
    routes: Crossed
    sizes: Crossed
    recent: tuple[Recent, ...]


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


def figures_of(
    facts: Sequence[DealFacts],
    cut: Cut,
    currency: str,
    shown: Shown,
    keeping: Mapping[str, Keeping],
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
        sizes=crossed_of(facts, SIZES, cut, currency, of("F5"), _CONTRACTS),
        recent=_recent(facts, currency, shown),
    )


def _recent(facts: Sequence[DealFacts], currency: str, shown: Shown) -> tuple[Recent, ...]:
    """Return what was executed last, the latest first; a publication tells of no moment."""
    if shown == "published":
        return ()
    found = [
        Recent(
            at=one.at,
            tier=one.tier,
            deal=deal.deal,
            origin=deal.origin,
            destination=deal.destination,
            industry=deal.industry,
            amount=Decimal(told) if (told := one.amounts.get(currency)) else None,
        )
        for deal in facts
        for one in deal.executions
        if Kind(one.kind) in COUNTED and not one.annulled
    ]
    latest = sorted(found, key=attrgetter("at"), reverse=True)[:RECENT]
    if shown == "everything":
        return tuple(latest)
    return tuple(Recent(at=one.at, tier=one.tier) for one in latest)
