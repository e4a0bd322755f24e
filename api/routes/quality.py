"""The queue of deals of which the organiser should look at what is on record."""

from __future__ import annotations

from typing import Literal

import msgspec
from starlette.concurrency import run_in_threadpool

from aggregates.deal import DEAL
from api.accounts.accounts import Accounts
from api.http.access import noted_access
from api.http.asked import NOBODY, Asked
from api.http.guard import require_related
from api.http.positions import Position
from api.http.publishing import zone_of_edition
from api.http.reply import Reply
from api.http.router import Router
from api.http.seeing import Part, answered, caught_up, log_of, reader_of
from api.reminding import remind_of
from api.storage.views import Views
from ledger.sources import One
from projections.cut import cut_at
from projections.quality import QualityItem, quality_items

router = Router("editions")


class QualityQuery(Part, frozen=True, kw_only=True):
    """Which issue, or any; as fresh as ``after_position`` or fresher."""

    issue: Literal["unclassified", "unattributed", "duplicates", "stale"] | None = None
    after_position: Position | None = None


class QualityPlace(msgspec.Struct, frozen=True):
    """Where the list stopped: its last deal."""

    deal: str


class QualityItems(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the queue, by the ids of deals. Without ``next`` it is the last."""

    position: int
    items: tuple[QualityItem, ...]
    next: str | None


class Reminded(msgspec.Struct, frozen=True, kw_only=True):
    """To how many it was written: to none if they were reminded on the same day."""

    people: int


@router.change("POST", "/deals/{deal}/remind_leads", answer=Reminded)
def remind_leads(asked: Asked) -> Reminded:
    """Write to those who lead a deal that nobody has moved: ``deal_unknown``."""
    deal = asked.path["deal"]
    state = asked.site.places.deal(deal).state(One(DEAL, deal))
    require_related(asked, state)
    return Reminded(people=remind_of(asked.site.the(Accounts), state))


@router.get("/editions/{edition}/quality", answer=QualityItems, query=QualityQuery)
async def list_quality_items(asked: Asked, query: QualityQuery) -> Reply:
    """List the deals that F17 counts, each with its issues, and what may be the same deal twice.

    Raises:
        ApiError: ``edition_unlisted``, ``cursor_malformed``, ``views_missing``.
        ProjectionError: ``not_there_yet``.
    """
    asked.require_may(NOBODY)
    edition = asked.path["edition"]
    log = await log_of(asked, edition)
    await caught_up(asked, edition, query.after_position)
    await noted_access(asked, f"edition:{edition}")
    of = f"quality:{edition}:{query.issue}"
    after = asked.site.cursors.place(of, query.cursor, QualityPlace).deal if query.cursor else ""
    zone = await run_in_threadpool(zone_of_edition, asked, edition)
    async with asked.site.the(Views).connection() as connection:
        cut = await cut_at(connection, log, edition, zone)
        found = await quality_items(
            connection,
            cut,
            reader_of(asked),
            issue=query.issue,
            after=after,
            limit=query.limit + 1,
        )
    shown, following = tuple(found[: query.limit]), None
    if len(found) > query.limit:
        following = asked.site.cursors.cursor(of, QualityPlace(shown[-1].deal.deal))
    return answered(QualityItems(position=cut.position, items=shown, next=following))
