"""The running order of an edition's ceremony."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from api.http.access import noted_access
from api.http.asked import NOBODY, Asked
from api.http.positions import Position
from api.http.reply import Reply
from api.http.router import Router
from api.http.seeing import Part, answered, caught_up, log_of, reader_of
from api.storage.views import Views
from projections.running_order import BEFORE_ALL, OrderPlace, Placed, running_order

router = Router("editions")


class OrderQuery(Part, frozen=True, kw_only=True):
    """Which item, or all; as fresh as ``after_position`` or fresher."""

    item: Annotated[str, Meta(max_length=64)] | None = None
    after_position: Position | None = None


class RunningOrder(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the running order, by item and place. Without ``next`` it is the last."""

    items: tuple[Placed, ...]
    next: str | None


@router.get("/editions/{edition}/running_order", answer=RunningOrder, query=OrderQuery)
async def read_running_order(asked: Asked, query: OrderQuery) -> Reply:
    """Read which deals come in which item of the ceremony, and whether they were signed there.

    Raises:
        ApiError: ``edition_unlisted``, ``cursor_malformed``, ``views_missing``.
        ProjectionError: ``not_there_yet``.
    """
    asked.require_may(NOBODY)
    edition = asked.path["edition"]
    await log_of(asked, edition)
    await caught_up(asked, edition, query.after_position)
    await noted_access(asked, f"edition:{edition}")
    of = f"running_order:{edition}:{query.item}"
    after = asked.site.cursors.place(of, query.cursor, OrderPlace) if query.cursor else BEFORE_ALL
    async with asked.site.the(Views).connection() as connection:
        found = await running_order(
            connection,
            edition,
            reader_of(asked),
            item=query.item,
            after=after,
            limit=query.limit + 1,
        )
    shown, following = tuple(found[: query.limit]), None
    if len(found) > query.limit:
        last = shown[-1]
        following = asked.site.cursors.cursor(of, OrderPlace(last.item, last.place, last.deal))
    return answered(RunningOrder(items=shown, next=following))
