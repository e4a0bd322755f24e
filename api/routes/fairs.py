"""A whole fair as it stood at a position, and what became of it between two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, cast

import msgspec
from starlette.concurrency import run_in_threadpool

from aggregates.edition import EDITION
from aggregates.vocabulary import DealId, Language
from api.http.asked import NOBODY, Asked
from api.http.positions import Position
from api.http.reply import Reply
from api.http.router import Router
from api.http.seeing import Part, answered, log_of, reader_of, seeing
from api.refusals import ApiError
from ledger.sources import One
from projections.cut import Cut, cut_at
from projections.facts import DealFacts
from projections.figures.stages import InStage, MovedDeal, deals_by_stage, deals_moved

router = Router("fairs")


class FairQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As of which position or instant; neither: as far as the read models are."""

    at: Position | None = None
    as_of: datetime | None = None


class FairNow(msgspec.Struct, frozen=True, kw_only=True):
    """How many deals stood in each stage at ``position``, which was recorded at ``cut_off``.

    ``zone`` is the edition's; ``head`` is how far one can ask.
    """

    edition: str
    position: int
    cut_off: datetime
    zone: str
    head: int
    deals: int
    stages: tuple[InStage, ...]


class ChangesQuery(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Between which positions: ``since`` an earlier one, up to ``at``, or else up to the last."""

    since: Position = 0
    at: Position | None = None


class FieldChanged(msgspec.Struct, frozen=True, kw_only=True):
    """A fact that is another: its name, and both values as JSON; none if it was not there."""

    field: str
    was: str | None
    now: str | None


class DealChanged(msgspec.Struct, frozen=True, kw_only=True):
    """A deal that stands otherwise; ``new``: it was not there at the earlier position.

    ``titles`` is what the table calls it now, by language.
    """

    deal: DealId
    title: str
    titles: Mapping[Language, str]
    new: bool
    changes: tuple[FieldChanged, ...]


class FairChanged(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the deals that stand otherwise, by their ids. Without ``next`` it is the last."""

    edition: str
    since: int
    at: int
    items: tuple[DealChanged, ...]
    next: str | None


@router.get("/editions/{edition}/fair", answer=FairNow, query=FairQuery)
async def read_fair(asked: Asked, query: FairQuery) -> Reply:
    """Read how many deals stood in each stage, at any position of the fair.

    One row a deal is read, whatever the position: what stands from where to where is on record.

    Raises:
        ApiError: ``edition_unlisted``, ``query_malformed``, ``views_missing``.
        ProjectionError: ``position_ahead``.
    """
    if query.at is not None and query.as_of is not None:
        raise ApiError("query_malformed", reason="at and as_of are both given")
    if query.as_of is not None and query.as_of.tzinfo is None:
        raise ApiError("query_malformed", reason="as_of says no time zone")
    asked.require_may(NOBODY)
    edition = asked.path["edition"]
    log = await log_of(asked, edition)
    zone = await run_in_threadpool(_zone, asked, edition)
    async with seeing(asked, f"edition:{edition}") as connection:
        head = await cut_at(connection, log, edition, zone)
        cut = head
        if query.at is not None or query.as_of is not None:
            cut = await cut_at(connection, log, edition, zone, at=query.at, as_of=query.as_of)
        stages = await deals_by_stage(connection, edition, cut.position)
    return answered(_fair(cut, head.position, tuple(stages)))


@router.get("/editions/{edition}/changes", answer=FairChanged, query=ChangesQuery)
async def compare_fair(asked: Asked, query: ChangesQuery) -> Reply:
    """List the deals that stand otherwise at one position than at an earlier one, fact by fact.

    Raises:
        ApiError: ``edition_unlisted``, ``cursor_malformed``, ``query_malformed`` if the earlier
            position comes later, ``views_missing``.
        ProjectionError: ``position_ahead``.
    """
    asked.require_may(NOBODY)
    edition = asked.path["edition"]
    log = await log_of(asked, edition)
    async with seeing(asked, f"edition:{edition}") as connection:
        cut = await cut_at(connection, log, edition, "UTC", at=query.at)
        if query.since > cut.position:
            raise ApiError("query_malformed", reason="since comes after at")
        of = f"changes:{edition}:{query.since}:{cut.position}"
        after = asked.site.cursors.place(of, query.cursor, str) if query.cursor else ""
        rows = await deals_moved(
            connection,
            edition,
            reader_of(asked),
            query.since,
            cut.position,
            after=after,
            limit=query.limit + 1,
        )
    shown = rows[: query.limit]
    following = asked.site.cursors.cursor(of, shown[-1].deal) if len(rows) > len(shown) else None
    items = tuple(_changed(one) for one in shown)
    changed = FairChanged(
        edition=edition, since=query.since, at=cut.position, items=items, next=following
    )
    return answered(changed)


def _zone(asked: Asked, edition: str) -> str:
    opened = asked.site.places.edition(edition).state(One(EDITION, edition)).opened
    return "UTC" if opened is None else opened.zone


def _fair(cut: Cut, head: int, stages: tuple[InStage, ...]) -> FairNow:
    return FairNow(
        edition=cut.edition,
        position=cut.position,
        cut_off=cut.at,
        zone=cut.zone,
        head=head,
        deals=sum(one.deals for one in stages),
        stages=stages,
    )


def _changed(one: MovedDeal) -> DealChanged:
    was: Mapping[str, str] = {} if one.was is None else _facts(one.was)
    changes = tuple(_differing(was, _facts(one.now)))
    return DealChanged(
        deal=one.deal,
        title=one.title,
        titles=one.titles,
        new=one.was is None,
        changes=changes,
    )


def _differing(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[FieldChanged]:
    for name in dict.fromkeys((*was, *now)):
        if was.get(name) != now.get(name):
            yield FieldChanged(field=name, was=was.get(name), now=now.get(name))


def _facts(facts: DealFacts) -> Mapping[str, str]:
    """Return each fact as JSON by its name; what a mapping has by names of their own."""
    found: dict[str, str] = {}
    for name, value in cast("Mapping[str, object]", msgspec.to_builtins(facts)).items():
        if name in _ITSELF:
            continue
        parts = cast("Mapping[str, object]", value) if isinstance(value, dict) else {"": value}
        for part, one in parts.items():
            found[f"{name}.{part}" if part else name] = msgspec.json.encode(one).decode()
    return found


_ITSELF: Final = frozenset({"deal", "edition", "stage_since"})
"""Facts that tell nothing new beside the others."""
