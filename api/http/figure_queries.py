"""What figures are asked for: as of when, of which part, which number of them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from api.http.positions import Position
from projections.figures import f8_funnel, f10_approvals
from projections.figures.part import EVERY, Part
from projections.figures.regions import Region


class Sliced(msgspec.Struct, frozen=True, kw_only=True):
    """As of which position or instant (neither: as far as the read models are), of which deals.

    F1 to F8 count a part of the deals, if one asks for it: of a ``tier``, a ``direction``, and so
    on; F1 to F7 also those of origins in a ``region`` (M49), and executed on a ``day``, or in a
    month or a year: the beginning of one.
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
    day: Annotated[str, Meta(pattern=r"^[0-9]{4}(-[0-9]{2}){0,2}$")] | None = None

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

    ``tier`` (needed) is of F1 to F7, with the part of the instruments that the number is of;
    ``row`` is a band of F5 in a currency (``CNY:10-``), ``on_stage`` or ``off_stage`` of F7, an
    issue of F17; of F3 to F7 any row, column or both (``energy>coast``, ``>coast``). ``step``
    (needed) is of F8, with the part of the deals; ``state`` of ``staying`` came no further.
    ``idle``, ``waiting_on`` and ``lead`` are of F9; ``what``, ``authority`` and ``state`` of F10;
    ``reason`` and ``stage`` of F13.
    """

    row: str | None = None
    step: str | None = None
    idle: str | None = None
    waiting_on: str | None = None
    lead: str | None = None
    what: f10_approvals.What = "filings"
    authority: str | None = None
    state: str | None = None
    reason: str | None = None
    stage: str | None = None
