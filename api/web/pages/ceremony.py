"""The running order of the ceremony: session by session, item by item, deal by deal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from starlette.responses import Response

from aggregates.edition.lists import CeremonyItem, ListEntry
from aggregates.vocabulary import Role
from api.http.paging import LIMIT_MAX
from api.routes.ceremony import RunningOrder
from api.routes.editions import EditionNow
from api.web.catalogues import N_
from api.web.editions import edition_of
from api.web.figures.entries import name_of
from api.web.organising import TABS
from api.web.page import Entry, Pages
from api.web.visit import Visit
from projections.running_order import Placed

pages = Pages()

_ROLES: Final = frozenset({Role.OFFICIAL})
"""Who has it among the first; organisers have it beside the other pages of the fair."""


class Item(msgspec.Struct, frozen=True):
    """An item with its deals, in their order."""

    code: str
    name: str
    deals: tuple[Placed, ...]


class Session(msgspec.Struct, frozen=True):
    """A session with its items, in their order."""

    name: str
    items: tuple[Item, ...]


@pages.get("/ceremony", entry=Entry(label=N_("Ceremony"), order=62, roles=_ROLES))
async def ceremony(visit: Visit) -> Response:
    """Show the running order."""
    chosen = await edition_of(visit)
    edition = await visit.read("read_edition", EditionNow, edition=chosen.edition)
    query = {"limit": LIMIT_MAX, **({"cursor": c} if (c := visit.query("cursor")) else {})}
    found = await visit.read("read_running_order", RunningOrder, query, edition=chosen.edition)
    return visit.show(
        "quality/ceremony.html",
        chosen=chosen,
        sessions=[_session(visit, one, edition, found.items) for one in edition.lists.sessions],
        found=found,
        runs=visit.who.role is Role.ORGANISER,
        tabs=TABS,
    )


def _session(
    visit: Visit, session: ListEntry, edition: EditionNow, found: Sequence[Placed]
) -> Session:
    items = [one for one in edition.lists.items if one.session == session.code]
    return Session(name_of(visit, session), tuple(_item(visit, one, found) for one in items))


def _item(visit: Visit, item: CeremonyItem, found: Sequence[Placed]) -> Item:
    deals = tuple(one for one in found if one.item == item.code)
    return Item(item.code, name_of(visit, item), deals)
