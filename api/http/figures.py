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
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

import msgspec

from api.http.positions import Position
from api.refusals import ApiError
from api.storage.views import ViewConnection
from projections.cut import Cut
from projections.figures import (
    f1_headline,
    f2_direction,
    f8_funnel,
    f9_health,
    f10_approvals,
    f13_losses,
)
from projections.figures.asking import Drilled
from projections.figures.keeping import Keeping
from projections.reader import Reader

Figure: TypeAlias = (
    f1_headline.Headline
    | f2_direction.Directions
    | f8_funnel.Funnel
    | f9_health.NegotiationHealth
    | f10_approvals.ApprovalsAndFilings
    | f13_losses.Losses
)


class Sliced(msgspec.Struct, frozen=True, kw_only=True):
    """As of which position or instant (neither: as far as the read models are), of which deals.

    Only F8 counts a part of the deals: of a ``tier``, a ``direction``, and so on.
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

    @property
    def slice(self) -> f8_funnel.Slice:
        """The part of all deals that F8 counts."""
        names = f8_funnel.Slice.__struct_fields__
        return f8_funnel.Slice(**{name: getattr(self, name) for name in names})

    @property
    def is_chosen(self) -> bool:
        """Whether a position is asked for, or a part of the deals only."""
        when = self.at is not None or self.as_of is not None
        return when or self.slice != f8_funnel.EVERYTHING


class FigureQuery(Sliced, frozen=True, kw_only=True):
    """The figure as of when, of which deals; F1 and F2 in a ``currency``.

    With ``published``, who sees every deal gets what others get. What is published is in the one
    currency of the fair: sums in two, held against each other, would tell of single deals.
    """

    currency: str | None = None
    published: bool = False


class NumberQuery(Sliced, frozen=True, kw_only=True):
    """Which number of the figure, as of when; what is none does not matter.

    ``tier`` (needed), ``direction`` and ``year`` are of F1 and F2; ``step`` (needed) and ``number``
    of F8, with the part of the deals; ``idle``, ``waiting_on`` and ``lead`` of F9; ``what``,
    ``authority`` and ``state`` of F10; ``reason`` and ``stage`` of F13.
    """

    year: int | None = None
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


FIGURES: Final[Mapping[str, Asking]] = MappingProxyType(
    {
        "F1": Asking(
            lambda c, cut, of, keeping: f1_headline.headline(
                c, cut, _given("currency", of.currency), keeping
            ),
            lambda c, reader, cut, of: f1_headline.headline_deals(
                c, reader, cut, tier=_given("tier", of.tier), direction=of.direction
            ),
            series="executed",
            amounts=True,
        ),
        "F2": Asking(
            lambda c, cut, of, keeping: f2_direction.direction(
                c, cut, _given("currency", of.currency), keeping
            ),
            lambda c, reader, cut, of: f2_direction.direction_deals(
                c,
                reader,
                cut,
                tier=_given("tier", of.tier),
                year=of.year,
                direction=of.direction,
            ),
            series="executed",
            amounts=True,
        ),
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
