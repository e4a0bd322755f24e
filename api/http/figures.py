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
from typing import Annotated, Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

from api.http.positions import Position
from api.refusals import ApiError
from api.storage.public_checks import checks_until
from api.storage.views import ViewConnection
from projections.cut import Cut
from projections.figures import (
    f1_headline,
    f2_direction,
    f3_industry,
    f4_routes,
    f5_sizes,
    f6_modes,
    f7_stage,
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
from projections.figures.part import EVERY, Part
from projections.figures.regions import Region
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


class Sliced(msgspec.Struct, frozen=True, kw_only=True):
    """As of which position or instant (neither: as far as the read models are), of which deals.

    F1 to F8 count a part of the deals, if one asks for it: of a ``tier``, a ``direction``, and so
    on; F1 to F7 also those of origins in a ``region`` (M49), and executed on a ``day``.
    """

    at: Position | None = None
    as_of: datetime | None = None
    after_position: Position | None = None
    tier: str | None = None
    direction: str | None = None
    mode: str | None = None
    industry: str | None = None
    origin: str | None = None
    destination: str | None = None
    project: str | None = None
    region: Region | None = None
    day: Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")] | None = None

    @property
    def slice(self) -> f8_funnel.Slice:
        """The part of all deals that F8 counts."""
        names = f8_funnel.Slice.__struct_fields__
        return f8_funnel.Slice(**{name: getattr(self, name) for name in names})

    @property
    def part(self) -> Part:
        """The part of the executed instruments that F1 to F7 count."""
        return Part(**{name: getattr(self, name) for name in Part.__struct_fields__})

    @property
    def is_chosen(self) -> bool:
        """Whether a position is asked for, or a part of the deals only."""
        when = self.at is not None or self.as_of is not None
        return when or self.part != EVERY


class FigureQuery(Sliced, frozen=True, kw_only=True):
    """The figure as of when, of which deals; F1 to F7 in a ``currency``.

    With ``published``, who sees every deal gets what others get. What is published is in the one
    currency of the fair: sums in two, held against each other, would tell of single deals.
    """

    currency: str | None = None
    published: bool = False


class NumberQuery(Sliced, frozen=True, kw_only=True):
    """Which number of the figure, as of when; what is none does not matter.

    ``tier`` (needed), ``direction`` and ``year`` are of F1 and F2; ``tier`` (needed), ``row`` and
    ``column`` of F3 to F7; ``step`` (needed) and ``number`` of F8: all with the part of the deals.
    ``idle``, ``waiting_on`` and ``lead`` are of F9; ``what``, ``authority`` and ``state`` of F10;
    ``reason`` and ``stage`` of F13; ``issue`` of F17.
    """

    year: int | None = None
    row: str | None = None
    column: str | None = None
    step: str | None = None
    number: Literal["reached", "staying"] = "reached"
    idle: str | None = None
    waiting_on: str | None = None
    lead: str | None = None
    what: f10_approvals.What = "filings"
    authority: str | None = None
    state: str | None = None
    reason: str | None = None
    stage: str | None = None
    issue: str | None = None


Ask: TypeAlias = Callable[[ViewConnection, Cut, FigureQuery, Keeping | None], Awaitable[Figure]]
Drill: TypeAlias = Callable[[ViewConnection, Reader, Cut, NumberQuery], Awaitable[Drilled]]


class Asking(msgspec.Struct, frozen=True):
    """How a figure is asked, and how the deals that make a number of it.

    Figures of one ``series`` are made of the same tables. ``amounts``: it tells of terms.
    """

    ask: Ask
    drill: Drill
    series: str
    amounts: bool = False


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
            row=of.row,
            column=of.column,
            part=of.part,
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
                year=of.year,
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
                f4_routes.ROUTES,
                f5_sizes.SIZES,
                f6_modes.MODES,
                f7_stage.STAGED,
            )
        },
        "F8": Asking(
            lambda c, cut, of, keeping: f8_funnel.funnel(c, cut, of.slice, keeping),
            lambda c, reader, cut, of: f8_funnel.funnel_deals(
                c,
                reader,
                cut,
                step=_one_of("step", of.step, f8_funnel.STEPS),
                number=of.number,
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
        "F15": Asking(_checked, _nobody, series="F15"),
        "F17": Asking(
            lambda c, cut, _, keeping: f17_quality.quality(c, cut, keeping),
            lambda c, reader, cut, of: f17_quality.quality_deals(c, reader, cut, issue=of.issue),
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
