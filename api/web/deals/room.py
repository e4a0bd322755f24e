"""The frame around every page of a deal: where it stands, whose it is, and as of when.

A page of a deal may be asked for as of a position (``?at=``). Then everything on it is as it was,
and nothing can be done.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Final
from urllib.parse import urlencode

import msgspec
from starlette.responses import Response

from aggregates.vocabulary import InstrumentId
from api.deals.matrix import MatrixNow
from api.deals.standing import DealStanding
from api.refusals import ApiError
from api.routes.deals_history import History
from api.web.catalogues import N_
from api.web.deals.matters import matter_called
from api.web.deals.reading import sides_of
from api.web.deals.stages import WAY, Standing, standing_at
from api.web.deals.table import Side
from api.web.following import Following, following_deal
from api.web.rights import May, may_in_deal
from api.web.titles import deal_title
from api.web.visit import Visit


class Tab(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the room: what its address ends with, and what it is called.

    ``inside``: only who may read the terms finds something there.
    """

    path: str
    label: str
    inside: bool = True


TABS: Final = (
    Tab(path="", label=N_("Terms"), inside=False),
    Tab(path="/timeline", label=N_("Timeline")),
    Tab(path="/documents", label=N_("Documents")),
    Tab(path="/people", label=N_("People"), inside=False),
    Tab(path="/steps", label=N_("Approvals")),
    Tab(path="/discussion", label=N_("Discussion")),
    Tab(path="/more", label=N_("More"), inside=False),
)


class Room(msgspec.Struct, frozen=True, kw_only=True):
    """A deal as one page of it shows it; ``at`` is the position that was asked for, else 0.

    ``moment`` is when the last of what is shown of the past was recorded.
    """

    deal: DealStanding
    matrix: MatrixNow | None
    sides: tuple[Side, ...]
    title: str
    tab: str
    at: int
    may: May
    moment: datetime | None
    live: Following | None

    @property
    def past(self) -> bool:
        """Return whether it is shown as it was."""
        return bool(self.at)

    @property
    def own(self) -> Side | None:
        """Return the reader's side, if they are of one."""
        return next((side for side in self.sides if side.own), None)

    @property
    def standing(self) -> Standing:
        """Return how its stage is shown."""
        return standing_at(self.deal.stage)

    @property
    def tabs(self) -> tuple[Tab, ...]:
        """Return the pages that lead somewhere for who reads; of the past, those that show it."""
        open_to = [one for one in TABS if self.deal.inside is not None or not one.inside]
        return tuple(one for one in open_to if not (self.past and one.path == "/more"))

    def of_table(self, path: str = "", **query: object) -> str:
        """Return where a page about the table is that is shown now: also of what does not lead."""
        shown = self.matrix.instrument if self.matrix else self.deal.leading
        of = {} if shown == self.deal.leading else {"instrument": shown}
        return self.address(path, **of, **query)

    def address(self, path: str = "", **query: object) -> str:
        """Return where a page of the room is, as of when this one is."""
        asked = {**({"at": self.at} if self.at else {}), **query}
        told = "&".join(f"{name}={value}" for name, value in asked.items())
        return f"/deals/{self.deal.id}{path}{'?' if told else ''}{told}"

    def show(self, visit: Visit, template: str, code: int = 200, /, **values: object) -> Response:
        """Return a page of the room."""
        known: Mapping[str, object] = {
            "room": self,
            "live": self.live,
            "deal": self.deal,
            "sides": self.sides,
            "own": self.own,
            "may": self.may,
            "way": WAY,
            "names": {side.id: side.name for side in self.sides},
            "matter": partial(matter_called, visit.tongue),
            "numbers": {side.id: side.number for side in self.sides},
        }
        return visit.show(template, code, **{**known, **values})


def position_asked(visit: Visit) -> int:
    """Return as of which position a page is asked for; 0 for the present.

    Raises:
        ApiError: ``route_unknown`` for what is no position.
    """
    asked = visit.query("at")
    if not asked:
        return 0
    if not asked.isdecimal() or len(asked) > 15 or not int(asked):
        raise ApiError("route_unknown")
    return int(asked)


def as_of(at: int) -> dict[str, object]:
    """Return what a read is asked for a page as of a position."""
    return {"at": at} if at else {}


async def room_of(visit: Visit, tab: str) -> Room:
    """Return the room of the deal in the address, as of when the address says.

    Raises:
        CodedError: as ``read_deal``.
    """
    at = position_asked(visit)
    live = None if at else await following_deal(visit, visit.path["deal"])
    deal = await visit.read("read_deal", DealStanding, as_of(at))
    matrix = await table_in(visit, deal, at)
    return Room(
        deal=deal,
        matrix=matrix,
        sides=await sides_of(visit, deal),
        title=deal_title(visit.tongue.tag, deal),
        tab=tab,
        at=at,
        may=_nothing if at else await may_in_deal(visit, deal.id),
        moment=await _moment(visit, deal) if at else None,
        live=live,
    )


async def _moment(visit: Visit, deal: DealStanding) -> datetime | None:
    """Return when the last event was recorded of a deal as it stood; None for who may not know."""
    if deal.inside is None:
        return None
    query = {"after": deal.position - 1, "limit": 1}
    history = await visit.read("read_history", History, query, deal=deal.id)
    return next((one.recorded_at for one in history.items), None)


async def table_in(visit: Visit, deal: DealStanding, at: int) -> MatrixNow | None:
    """Return the table of the instrument asked for; none where who reads may not see its terms."""
    query = {"instrument": visit.query("instrument") or deal.leading, **as_of(at)}
    try:
        return await visit.read("read_matrix", MatrixNow, query)
    except ApiError as wrong:
        if wrong.code == "not_permitted":
            return None
        raise


def table_address(deal: DealStanding, instrument: InstrumentId) -> str:
    """Return where the table of an instrument is shown; the leading one needs no name."""
    of = f"?{urlencode({'instrument': instrument})}" if instrument not in {"", deal.leading} else ""
    return f"/deals/{deal.id}{of}"


def _nothing(_: str) -> bool:
    """Return what may be done in the past."""
    return False
