"""The figures as they are asked for: which there are, at which cut, for whom with which policy.

Who sees every deal gets every number, at any position. Everybody else gets what may be published:
publications as of midnights of the edition, in one currency, which keep back what they would tell
by themselves or together with any that were there before. Numbers of any two positions that one
chooses, held against each other, would say what happened between them, and so what one deal is
worth. Organisers, who read no terms, get every number but those of amounts.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, time
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

import msgspec

from api.http.figure_queries import FigureQuery, NumberQuery
from api.refusals import ApiError
from api.storage.public_checks import checks_until
from api.storage.views import ViewConnection
from projections.cut import Cut
from projections.figures import (
    f1_headline,
    f2_direction,
    f3_industry,
    f3b_themes,
    f4_routes,
    f4b_origins,
    f4c_delegations,
    f5_sizes,
    f6_modes,
    f7_stage,
    f7b_ceremony,
    f8_funnel,
    f9_health,
    f10_approvals,
    f13_losses,
    f17_quality,
)
from projections.figures.asking import Drilled
from projections.figures.crossed import Crossed, Crossing, crossed, crossed_deals
from projections.figures.f15_checks import Checks, checks_of
from projections.figures.keeping import Keeping
from projections.reader import Reader

Figure: TypeAlias = (
    f1_headline.Headline
    | f2_direction.Directions
    | Crossed
    | f8_funnel.Funnel
    | f9_health.NegotiationHealth
    | f10_approvals.ApprovalsAndFilings
    | f13_losses.Losses
    | Checks
    | f17_quality.DataQuality
)


Ask: TypeAlias = Callable[[ViewConnection, Cut, FigureQuery, Keeping | None], Awaitable[Figure]]
Drill: TypeAlias = Callable[[ViewConnection, Reader, Cut, NumberQuery], Awaitable[Drilled]]


class Asking(msgspec.Struct, frozen=True):
    """How a figure is asked, and how the deals that make a number of it.

    Figures of one ``series`` are made of the same tables. ``amounts``: it tells of terms.
    ``settled``: as of a position it is the same whenever it is asked for.
    """

    ask: Ask
    drill: Drill
    series: str
    amounts: bool = False
    settled: bool = True


class Asked(NamedTuple):
    """Which number of a table: of which row and column, in which currency (empty: in none)."""

    row: str | None
    column: str | None
    currency: str


def _asked(query: NumberQuery) -> Asked:
    currency, _, place = (query.row or "").rpartition(":")
    row, _, column = place.partition(">")
    return Asked(row or None, column or None, currency)


def _crossing(crossing: Crossing) -> Asking:
    """Return how a figure is asked that is one table a tier."""
    return Asking(
        lambda c, cut, of, keeping: crossed(
            c, crossing, cut, _given("currency", of.currency), keeping, of.part
        ),
        lambda c, reader, cut, of: crossed_deals(
            c,
            reader,
            crossing,
            cut,
            tier=_given("tier", of.tier),
            part=of.part,
            **_asked(of)._asdict(),
        ),
        series=crossing.definition,
        amounts=True,
    )


async def _checked(
    connection: ViewConnection, cut: Cut, query: FigureQuery, keeping: Keeping | None
) -> Checks:
    """Return F15: nothing is kept back of it, for nobody's deal is in it."""
    del query, keeping
    return checks_of(await checks_until(connection, cut.edition, cut.at), cut)


async def _nobody(
    connection: ViewConnection, reader: Reader, cut: Cut, query: NumberQuery
) -> Drilled:
    """Return that no deal makes the number."""
    del connection, reader, cut, query
    return Drilled(listed=(), others=0)


FIGURES: Final[Mapping[str, Asking]] = MappingProxyType(
    {
        "F1": Asking(
            lambda c, cut, of, keeping: f1_headline.headline(
                c, cut, _given("currency", of.currency), keeping, of.part
            ),
            lambda c, reader, cut, of: f1_headline.headline_deals(
                c, reader, cut, tier=_given("tier", of.tier), direction=of.direction, part=of.part
            ),
            series="executed",
            amounts=True,
        ),
        "F2": Asking(
            lambda c, cut, of, keeping: f2_direction.direction(
                c, cut, _given("currency", of.currency), keeping, of.part
            ),
            lambda c, reader, cut, of: f2_direction.direction_deals(
                c,
                reader,
                cut,
                tier=_given("tier", of.tier),
                direction=of.direction,
                part=of.part,
            ),
            series="executed",
            amounts=True,
        ),
        **{
            one.definition: _crossing(one)
            for one in (
                f3_industry.INDUSTRY,
                f3b_themes.THEMES,
                f4_routes.ROUTES,
                f4b_origins.ORIGINS,
                f4c_delegations.DELEGATIONS,
                f5_sizes.SIZES,
                f6_modes.MODES,
                f7_stage.STAGED,
                f7b_ceremony.CEREMONY,
            )
        },
        "F8": Asking(
            lambda c, cut, of, keeping: f8_funnel.funnel(c, cut, of.slice, keeping),
            lambda c, reader, cut, of: f8_funnel.funnel_deals(
                c,
                reader,
                cut,
                step=_one_of("step", of.step, f8_funnel.STEPS),
                number="staying" if of.state == "staying" else "reached",
                of=of.slice,
            ),
            series="F8",
        ),
        "F9": Asking(
            lambda c, cut, _, keeping: f9_health.health(c, cut, keeping),
            lambda c, reader, cut, of: f9_health.health_deals(
                c, reader, cut, idle=of.idle, waiting_on=of.waiting_on, lead=of.lead
            ),
            series="F9",
        ),
        "F10": Asking(
            lambda c, cut, _, keeping: f10_approvals.approvals_and_filings(c, cut, keeping),
            lambda c, reader, cut, of: f10_approvals.approvals_deals(
                c,
                reader,
                cut,
                what=of.what,
                authority=of.authority,
                state=of.state,
            ),
            series="F10",
        ),
        "F13": Asking(
            lambda c, cut, _, keeping: f13_losses.losses(c, cut, keeping),
            lambda c, reader, cut, of: f13_losses.losses_deals(
                c, reader, cut, reason=of.reason, stage=of.stage
            ),
            series="F13",
        ),
        "F15": Asking(_checked, _nobody, series="F15", settled=False),
        "F17": Asking(
            lambda c, cut, _, keeping: f17_quality.quality(c, cut, keeping),
            lambda c, reader, cut, of: f17_quality.quality_deals(c, reader, cut, issue=of.row),
            series="F17",
        ),
    }
)
"""The figures by the ids of their definitions."""


def figure_of(name: str) -> Asking:
    """Return how a figure is asked.

    Raises:
        ApiError: ``figure_unlisted``.
    """
    if name not in FIGURES:
        raise ApiError("figure_unlisted", figure=name[:64])
    return FIGURES[name]


def last_midnight(at: datetime, zone: str) -> datetime:
    """Return when the day of ``at`` began in ``zone``."""
    local = ZoneInfo(zone)
    return datetime.combine(at.astimezone(local).date(), time.min, local).astimezone(UTC)


def _given(name: str, value: str | None) -> str:
    if value is None:
        raise ApiError("query_malformed", reason=f"{name} is missing")
    return value


def _one_of(name: str, value: str | None, values: tuple[str, ...]) -> str:
    if value not in values:
        raise ApiError("query_malformed", reason=f"{name} is one of {', '.join(values)}")
    return value
