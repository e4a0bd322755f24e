"""The first page of whoever is in: what waits on them, and what changed since they accepted it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import msgspec
from starlette.responses import Response

from aggregates.deal.state import Stage
from api.deals.matrix import MatrixNow, Row
from api.errors import CODED_ERRORS
from api.routes.lists import Inbox, ListedDeal, ListedDeals
from api.web.catalogues import N_
from api.web.chrome import SIDES
from api.web.deals.reading import organisations_of
from api.web.deals.stages import standing_at
from api.web.deals.ways import way_to
from api.web.editions import in_order
from api.web.following import following_all
from api.web.news import each_once, news_for, told
from api.web.page import Entry, Pages
from api.web.titles import deal_title
from api.web.visit import Visit
from projections.views.inbox import FallenRow

pages = Pages()

SHOWN: Final = 12
EDITIONS_MAX: Final = 3
"""What happened is told of so many editions: the newest, and those in which one's deals moved."""
LATEST: Final = 4
_TITLED: Final = 6
"""Of so many deals the titles of clauses are looked up."""


class Lists(msgspec.Struct, frozen=True, kw_only=True):
    """What waits on the reader, and their deals that moved last, of every edition."""

    inbox: Inbox = Inbox(items=(), fallen=(), next=None)
    listed: ListedDeals = ListedDeals(items=(), next=None)

    def elsewhere(self, editions: Collection[str]) -> set[str]:
        """Return the editions of these deals that are not among ``editions``."""
        waiting = {one.edition for one in self.inbox.items}
        return (waiting | {one.edition for one in self.listed.items}) - {*editions}


class Fallen(msgspec.Struct, frozen=True, kw_only=True):
    """An acceptance that fell, as it is told; ``title`` is empty for the frame."""

    deal: str
    deal_title: str
    instrument: str
    row: str
    title: str
    by: str
    reworded: bool


@pages.get("/", entry=Entry(label=N_("Your turn"), order=10, roles=SIDES))
async def home(visit: Visit) -> Response:
    """Show what waits, the most urgent first; nothing yet where the lists are being made."""
    editions = await in_order(visit, ())
    live = await following_all(visit, editions)
    lists = await _lists(visit)
    if lists.elsewhere(editions):  # they are followed from before what is shown of them is read
        editions = await in_order(visit, lists.elsewhere(editions))
        live = await following_all(visit, editions)
        lists = await _lists(visit)
    news = await news_for(visit, editions[:EDITIONS_MAX], sentences=False)
    inbox, listed = lists.inbox, lists.listed
    return visit.show(
        "home.html",
        live=live,
        turns=inbox.items,
        fallen=await _told(visit, inbox.fallen[:SHOWN], listed.items),
        way_to=way_to,
        news=news,
        latest=each_once(await told(visit, news, LATEST)),
        titles={one.deal: deal_title(visit.tongue.tag, one) for one in listed.items},
        deals=listed.items,
        tones={stage.value: standing_at(stage).tone for stage in Stage},
        greeting=visit.formats.day(visit.at),
    )


async def _lists(visit: Visit) -> Lists:
    try:
        inbox = await visit.read("read_inbox", Inbox, {"limit": SHOWN})
        listed = await visit.read("list_deals", ListedDeals, {"order": "moved", "limit": SHOWN})
    except CODED_ERRORS as wrong:
        if wrong.code != "views_missing":
            raise
        return Lists()
    return Lists(inbox=inbox, listed=listed)


async def _told(
    visit: Visit, fallen: Sequence[FallenRow], deals: Sequence[ListedDeal]
) -> Sequence[Fallen]:
    names = await organisations_of(visit, {one.by_organisation for one in fallen})
    titles = {one.deal: deal_title(visit.tongue.tag, one) for one in deals}
    rows: dict[tuple[str, str], Row] = {}
    for deal, instrument in sorted({(one.deal, one.instrument) for one in fallen})[:_TITLED]:
        query = {"instrument": instrument}
        matrix = await visit.read("read_matrix", MatrixNow, query, deal=deal)
        rows |= {(instrument, row.row): row for row in matrix.rows}
    return [
        Fallen(
            deal=one.deal,
            deal_title=titles.get(one.deal, ""),
            instrument=one.instrument,
            row=one.clause,
            title=_title(rows.get((one.instrument, one.clause)), visit),
            by=names.get(one.by_organisation, ""),
            reworded=one.accepted_sha256 != one.stands_sha256,
        )
        for one in fallen
    ]


def _title(row: Row | None, visit: Visit) -> str:
    """Return the title of a clause in the reader's language, else in any of its own."""
    if row is None or row.clause is None:
        return ""
    texts = row.clause.texts
    wanted = texts.get(visit.tongue.tag) or texts.get("en") or next(iter(texts.values()))
    return wanted.title
