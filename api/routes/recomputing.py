"""Recomputing: what is stored of deals made anew from their events, and held against it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec
from starlette.concurrency import run_in_threadpool

from aggregates.deal import DEAL
from aggregates.vocabulary import DealId
from api.http.asked import NOBODY, Asked
from api.http.guard import require_related
from api.http.reply import Reply
from api.http.router import Router
from api.http.seeing import log_of, reader_of, seeing
from api.storage.views import Views
from ledger.book import Book
from ledger.sources import One
from ledger.stream import stream_id
from projections.audit.held import (
    Held,
    Mismatch,
    held_against,
    stored_between,
    stored_of,
    tables_of_deals,
)
from projections.audit.made import Made, made_of
from projections.view import View
from projections.views import all_views

router = Router("recomputing")

EVENTS: Final = 4_000
"""About so many events are replayed for one answer: a second or two."""
NAMED: Final = 200
"""So many mismatches are named; there may be more."""
_FIGURES: Final = tuple(one for one in all_views() if one.NAME in {"facts", "health"})
"""What figures are made of, and of nothing else."""


class RowsHeld(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of a table that were held against the events."""

    table: str
    rows: int


class Recomputed(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it: all alike if there are no ``mismatches``; ``more`` than are named.

    Everything is as of ``position``, to which the read models had come. ``events`` were replayed,
    of so many ``deals``; without ``next`` there are no others to go on with.
    """

    edition: str
    position: int
    at: datetime
    deals: int
    events: int
    tables: tuple[RowsHeld, ...]
    mismatches: tuple[Mismatch, ...]
    more: int
    next: str | None = None


class PartQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which part: what follows a cursor."""

    cursor: str = ""


@router.get("/deals/{deal}/recomputed", answer=Recomputed, limit="heavy")
async def recompute_deal(asked: Asked) -> Reply:
    """Replay a deal from its events, and compare what comes of it with every stored row of it.

    What a side keeps to itself is left out: nobody else reads it.

    Raises:
        ApiError: ``deal_unknown``, ``views_missing``.
        LedgerError: as reading the deal's events.
    """
    deal = asked.path["deal"]
    edition = await run_in_threadpool(_edition_of, asked, deal)
    book, log = asked.site.places.edition(edition), UUID(edition)
    stream = stream_id(log, DEAL.name, deal)
    async with asked.site.the(Views).reading(reader_of(asked)) as connection:
        tables = await tables_of_deals(connection, all_views())
        stored = await stored_of(connection, log, tables, [deal])
        made, events = await run_in_threadpool(
            _made, book, log, [stream], stored.position, all_views()
        )
        held = await held_against(connection, stored, made)
    return Reply(content=_told(asked, edition, stored.position, held, (1, events), None))


@router.get("/editions/{edition}/recomputed", answer=Recomputed, query=PartQuery, limit="heavy")
async def recompute_facts(asked: Asked, part: PartQuery) -> Reply:
    """Replay deals from their events, and compare with the stored rows that figures are made of.

    Of each deal that is every row from the first position on: where all are alike, so are all
    figures, at every position. An answer covers some thousand events; ``next`` goes on.

    Raises:
        ApiError: ``edition_unlisted``, ``cursor_malformed``, ``views_missing``.
        LedgerError: as reading the events.
    """
    asked.require_may(NOBODY)
    edition = asked.path["edition"]
    log = await log_of(asked, edition)
    book, of = asked.site.places.edition(edition), f"recomputed:{edition}"
    after = asked.site.cursors.place(of, part.cursor, str) if part.cursor else ""
    streams, last = await run_in_threadpool(_part, book, after)
    async with seeing(asked, f"edition:{edition}") as connection:
        tables = await tables_of_deals(connection, _FIGURES)
        until = last or _END
        stored = await stored_between(connection, log, tables, after, until)
        made, events = await run_in_threadpool(_made, book, log, streams, stored.position, _FIGURES)
        held = await held_against(connection, stored, made)
    following = asked.site.cursors.cursor(of, last) if last else None
    counts = len(streams), events
    return Reply(content=_told(asked, edition, stored.position, held, counts, following))


_END: Final = "g"
"""Comes after every id: they are of hexadecimal digits."""


def _edition_of(asked: Asked, deal: DealId) -> str:
    """Return the edition in which a deal is, if who asks may have it recomputed."""
    require_related(asked, asked.site.places.deal(deal).state(One(DEAL, deal)))
    return asked.site.places.edition_of(deal)


def _part(book: Book, after: str) -> tuple[Sequence[UUID], str]:
    """Return the next streams of deals by their ids, and the last of them if more follow."""
    _, versions = book.rows.versions()
    lengths = dict(versions)
    following = sorted(one for one in book.rows.streams(DEAL.name) if str(one) > after)
    taken: list[UUID] = []
    events = 0
    for one in following:
        if events >= EVENTS:
            return taken, str(taken[-1])
        taken.append(one)
        events += lengths.get(one, 0)
    return taken, ""


def _made(
    book: Book, log: UUID, streams: Sequence[UUID], through: int, views: Sequence[View]
) -> tuple[Made, int]:
    """Return what the events come to, and how many they were."""
    _, versions = book.rows.versions()
    lengths = dict(versions)
    made = made_of(book.following, log, streams, through, views)
    return made, sum(lengths.get(one, 0) for one in streams)


def _told(
    asked: Asked,
    edition: str,
    position: int,
    held: Held,
    counts: tuple[int, int],
    following: str | None,
) -> Recomputed:
    tables = tuple(RowsHeld(table=name, rows=rows) for name, rows in held.tables.items())
    return Recomputed(
        edition=edition,
        position=position,
        at=asked.at,
        deals=counts[0],
        events=counts[1],
        tables=tables,
        mismatches=held.mismatches[:NAMED],
        more=max(0, len(held.mismatches) - NAMED),
        next=following,
    )
