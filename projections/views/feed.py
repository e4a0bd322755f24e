"""The feed: what happened in an edition that a reader may see, in an order that has no gaps.

Of a deal it shows what its timeline has, to who sees that. Whoever comes to see it later is told
everything of it then: an event is *shown* at its own position, or at the one at which the reader's
organisation came to see the timeline, if that was later. So a reader who goes on from where they
stopped misses nothing that they may see.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, LiteralString

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.admission import ADMISSION
from aggregates.deal import DEAL
from aggregates.deal.access.events import Scope
from aggregates.deal.state import Deal
from aggregates.edition import EDITION
from aggregates.project import PROJECT
from aggregates.rates import RATES
from aggregates.vocabulary import DealId, OrganisationId
from ledger.instants import instant_of
from projections.batch import Batch, Moved, Step
from projections.change import Add, Change, Replace
from projections.course.touched import ROW_EVENTS
from projections.fold import Kind
from projections.reader import Reader
from projections.rows import rows_of
from projections.view import Wall
from projections.views.readers import differs, readers_of

NAME: Final = "feed"
VERSION: Final = 3
TABLES: Final = {"feed_since": Wall.ORGANISATION, "feed_public": Wall.OPEN}
DDL: Final[LiteralString] = """
CREATE TABLE feed_since (
    id text PRIMARY KEY,
    organisation text NOT NULL,
    deal text NOT NULL,
    position bigint NOT NULL
);
CREATE INDEX feed_since_of ON feed_since (organisation, deal);
CREATE INDEX feed_since_deal ON feed_since (deal);
CREATE TABLE feed_public (
    stream text NOT NULL,
    log text NOT NULL,
    position bigint NOT NULL,
    version int NOT NULL,
    type text NOT NULL,
    subject text NOT NULL,
    at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (log, position)
);
CREATE INDEX feed_public_stream ON feed_public (stream);
COMMENT ON TABLE feed_since IS 'from which position on an organisation sees a deal''s timeline';
COMMENT ON TABLE feed_public IS 'what happened at an edition that anybody may see'
"""

_PLACE: Final[LiteralString] = (
    "(%(shown)s::bigint IS NULL OR (e.shown, e.position) > (%(shown)s, %(position)s))"
    " AND e.shown > %(after)s AND e.shown <= %(until)s"
    " ORDER BY e.shown, e.position LIMIT %(limit)s"
)
_COLUMNS: Final[LiteralString] = (
    "e.shown, e.position, e.deal, e.subject, e.version, e.type, e.stage, e.at, e.recorded_at"
)
_PUBLIC: Final[LiteralString] = """
    (SELECT p.position AS shown, p.position, '' AS deal, p.subject, p.version, p.type, '' AS stage,
        p.at, p.recorded_at
    FROM projections.feed_public AS p WHERE p.log = %(log)s AND p.position > %(after)s
    ORDER BY p.position LIMIT %(limit)s + 1)
"""
_NOTES: Final[LiteralString] = """
    SELECT coalesce(greatest(n.position, s.position), n.position) AS shown, n.position, n.deal,
        n.deal AS subject, n.version, n.type, n.stage, n.at, n.recorded_at
    FROM projections.side_notes AS n
    JOIN projections.deal_readers AS r ON r.deal = n.deal AND r.organisation = n.organisation
    LEFT JOIN projections.feed_since AS s
        ON s.deal = n.deal AND s.organisation = n.organisation
    WHERE n.log = %(log)s AND n.organisation = %(own)s
"""
_OWN: Final[LiteralString] = """
    SELECT greatest(t.position, s.position) AS shown, t.position, t.deal, t.deal AS subject,
        t.version, t.type, t.stage, t.at, t.recorded_at
    FROM projections.feed_since AS s JOIN projections.timeline AS t ON t.deal = s.deal
    WHERE t.log = %(log)s AND s.organisation = %(own)s
"""
_ALL: Final[LiteralString] = """
    (SELECT t.position AS shown, t.position, t.deal, t.deal AS subject, t.version, t.type, t.stage,
        t.at, t.recorded_at
    FROM projections.timeline AS t WHERE t.log = %(log)s AND t.position > %(after)s
    ORDER BY t.position LIMIT %(limit)s + 1)
"""
_UNION: Final[LiteralString] = " UNION ALL "
_FEED_OWN: Final[LiteralString] = (
    f"SELECT {_COLUMNS} FROM ({_PUBLIC}{_UNION}{_OWN}{_UNION}{_NOTES}) AS e WHERE {_PLACE}"  # noqa: S608 - our own words
)
_FEED_ALL: Final[LiteralString] = (
    f"SELECT {_COLUMNS} FROM ({_PUBLIC}{_UNION}{_ALL}) AS e WHERE {_PLACE}"  # noqa: S608 - our own words
)
_COMPLETE: Final[LiteralString] = (
    "SELECT p.position FROM projections.positions AS p WHERE p.log_id = %(log)s::uuid"
)

PUBLIC: Final[tuple[tuple[Kind[object], str], ...]] = (
    (EDITION, "edition"),
    (PROJECT, "project"),
    (ADMISSION, "organisation"),
    (RATES, ""),
)
"""The aggregates whose events anybody may see, and what their first event calls them by."""


class FeedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An event that the reader may see, and the position at which it is shown to them.

    ``deal`` is empty for what is public; ``subject`` is the deal, project or organisation.
    """

    shown: int
    position: int
    deal: DealId
    subject: str
    version: int
    type: str
    stage: str
    at: datetime
    recorded_at: datetime


class FeedPlace(msgspec.Struct, frozen=True):
    """Where a page of the feed stopped: its last entry."""

    shown: int
    position: int


class Since(msgspec.Struct, frozen=True, kw_only=True):
    """From which position on an organisation sees a deal."""

    id: str
    organisation: OrganisationId
    deal: DealId
    position: int


class Public(msgspec.Struct, frozen=True, kw_only=True):
    """What happened that anybody may see."""

    stream: str
    log: str
    position: int
    version: int
    type: str
    subject: str
    at: datetime
    recorded_at: datetime


def change(batch: Batch) -> Iterator[Change]:
    """Add what is public, and write who came to see a deal, and who sees it no longer."""
    if gone := batch.gone():
        yield Replace("feed_since", "deal", gone)
        yield Replace("feed_public", "stream", gone)
    keys: list[str] = []
    rows: list[Since] = []
    for moved in batch.moved(DEAL):
        for key, since in _turned(moved):
            keys.append(key)
            rows += [since] if since is not None else []
    if keys:
        yield Replace("feed_since", "id", keys, rows)
    public = [
        _public(str(batch.log), step, getattr(moved.opening, field, ""))
        for aggregate, field in PUBLIC
        for moved in batch.moved(aggregate)
        for step in moved.steps
    ]
    if public:
        yield Add("feed_public", public)


async def list_feed(  # noqa: PLR0913 - of what, for whom, where to, how much
    connection: AsyncConnection[TupleRow],
    reader: Reader,
    log: str,
    *,
    until: int,
    after: int = 0,
    place: FeedPlace | None = None,
    limit: int = 100,
) -> Sequence[FeedEntry]:
    """Return what is shown after position ``after``, up to ``until``, and beyond ``place``.

    ``place`` MUST be shown at the position that follows ``after``: nothing else is passed over.

    ``until`` MUST be what `complete_to` returned before, in the same transaction or an earlier one.
    """
    arguments = {
        "log": log,
        "own": reader.organisation,
        "after": after,
        "until": until,
        "shown": place and place.shown,
        "position": place and place.position,
        "limit": limit,
    }
    query = _FEED_ALL if reader.every_deal else _FEED_OWN
    return await rows_of(connection, FeedEntry, query, arguments)


async def complete_to(connection: AsyncConnection[TupleRow], log: str) -> int:
    """Return the position of a log up to which every view has everything."""
    cursor = await connection.execute(_COMPLETE, {"log": log}, prepare=True)
    found = await cursor.fetchone()
    return 0 if found is None else int(found[0])


def _turned(moved: Moved[Deal]) -> Iterator[tuple[str, Since | None]]:
    """Yield each organisation that sees the deal since this batch, or no longer."""
    turned: dict[str, Since | None] = {}
    after = _readers(moved.before)
    for step in moved.steps:
        if type(step.event) in ROW_EVENTS or not differs(step.before, step.after):
            continue
        before, after = after, _readers(step.after)
        turned |= dict.fromkeys((_key(step.after.id, one) for one in before - after), None)
        turned |= {
            _key(step.after.id, one): Since(
                id=_key(step.after.id, one),
                organisation=one,
                deal=step.after.id,
                position=step.position,
            )
            for one in after - before
        }
    yield from turned.items()


def _readers(deal: Deal) -> set[OrganisationId]:
    return {
        reader.organisation
        for reader in readers_of(deal)
        if reader.organisation and Scope.TIMELINE.value in reader.scopes
    }


def _key(deal: DealId, organisation: OrganisationId) -> str:
    return f"{deal}/{organisation}"


def _public(log: str, step: Step[object], subject: str) -> Public:
    return Public(
        stream=str(step.stream),
        log=log,
        position=step.position,
        version=step.version,
        type=str(step.event.__struct_config__.tag),
        subject=subject,
        at=step.event.at,
        recorded_at=instant_of(step.recorded_at),
    )
