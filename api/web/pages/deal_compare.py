"""Two versions of a table held against each other: any two, clause by clause, in each language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec
from starlette.responses import Response

from aggregates.vocabulary import Clause, ClauseText
from api.deals.matrix import MatrixNow, Row
from api.deals.timeline import Moment
from api.web.deals.reading import history_of
from api.web.deals.replay import replay_of
from api.web.deals.room import Room, room_of
from api.web.deals.table import Delta, deltas_between
from api.web.page import Pages
from api.web.visit import Visit

pages = Pages()

WORDED: Final = frozenset(
    {
        *("deal.intent_submitted.v1", "deal.offer_tabled.v1", "deal.clause_countered.v1"),
        *("deal.frame_countered.v1", "deal.clerical_error_corrected.v1"),
    }
)
"""What puts words on the table: between any two of these there may be a redline."""


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A row of two versions. ``became`` is ``same``, ``changed``, ``added`` or ``gone``."""

    row: str
    became: str
    now: Clause | None
    before: Clause | None
    deltas: tuple[Delta, ...]

    @property
    def texts(self) -> Sequence[tuple[str, ClauseText | None, ClauseText | None]]:
        """Return each language with how the clause read before, and how it reads."""
        now, before = (one.texts if one else {} for one in (self.now, self.before))
        return [(tag, before.get(tag), now.get(tag)) for tag in sorted({*now, *before})]


@pages.get("/deals/{deal}/compare")
async def compare(visit: Visit) -> Response:
    """Show what lies between two versions: by default the first, and the one on the table."""
    room = await room_of(visit, "/compare")
    versions = await _versions(visit, room)
    chosen = _chosen(visit, versions)
    tables = [await _table(visit, room, one.position) for one in chosen or ()]
    return room.show(
        visit,
        "deal/compare.html",
        versions=versions[::-1],
        chosen=chosen,
        held=tuple(held_between(*tables)) if tables else (),
        frames=[one.frame for one in tables],
    )


async def _versions(visit: Visit, room: Room) -> Sequence[Moment]:
    """Return the moments at which words of this instrument were put on its table."""
    if room.matrix is None or room.deal.inside is None:
        return ()
    replay = await replay_of(visit, room.at)
    history = await history_of(visit, room.deal.id)
    of = {
        one.position
        for one in history
        if one.event["type"] in WORDED and one.event["instrument"] == room.matrix.instrument
    }
    return [one for one in replay.moments[: replay.step] if one.position in of]


def held_between(earlier: MatrixNow, later: MatrixNow) -> Iterator[Held]:
    """Yield the rows of both, in the order of the later one; what is gone comes last."""
    before = {row.row: row for row in earlier.rows}
    for row in later.rows:
        yield _held(row, before.pop(row.row, None))
    for row in before.values():
        yield Held(row=row.row, became="gone", now=None, before=row.clause, deltas=())


def _held(row: Row, was: Row | None) -> Held:
    before = was.clause if was else None
    became = "added" if was is None else "same" if was.sha256 == row.sha256 else "changed"
    deltas = tuple(deltas_between(row.clause, before)) if became == "changed" else ()
    return Held(row=row.row, became=became, now=row.clause, before=before, deltas=deltas)


def _chosen(visit: Visit, versions: Sequence[Moment]) -> tuple[Moment, Moment] | None:
    """Return the two that the address names, the earlier first; by default the widest apart."""
    if not versions:
        return None
    by_position = {str(one.position): one for one in versions}
    first = by_position.get(visit.query("from"), versions[0])
    last = by_position.get(visit.query("to"), versions[-1])
    return (first, last) if first.position <= last.position else (last, first)


async def _table(visit: Visit, room: Room, at: int) -> MatrixNow:
    instrument = room.matrix.instrument if room.matrix else room.deal.leading
    return await visit.read("read_matrix", MatrixNow, {"instrument": instrument, "at": at})
