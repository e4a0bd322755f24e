"""Who reads lists: what they may see of them, and how fresh it has to be."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta
from starlette.concurrency import run_in_threadpool

from api.http.access import noted_access
from api.http.asked import NOBODY, Asked
from api.http.codes import ZONE, require_listed
from api.http.paging import LIMIT, LIMIT_MAX
from api.http.policy import relations_by_role
from api.http.positions import Position
from api.http.reply import ASK_AGAIN, Reply, encoded
from api.http.rule import OFFICES, Relation
from api.refusals import ApiError
from api.storage.views import ViewConnection, Views
from projections.reader import Reader

AFTER_POSITION: Final = "after-position"
"""The header that says the same as the parameter of that name."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Which part of a list: what follows a cursor, so many."""

    cursor: str = ""
    limit: Annotated[int, Meta(ge=1, le=LIMIT_MAX)] = LIMIT


class Fresh(Part, frozen=True, kw_only=True):
    """Which part of a list, and how fresh: of a position of an edition's log, or later.

    Who has just written says the position that they were told, and reads what they wrote.
    """

    edition: str | None = None
    after_position: Position | None = None


def reader_of(asked: Asked) -> Reader:
    """Return who asks, as the read models know readers."""
    who, office = asked.who, relations_by_role(asked.acting) & OFFICES
    sees: Literal["own", "lists", "all"] = "all" if office else "own"
    return Reader(
        person=who.person,
        organisation=who.organisation,
        sees="lists" if office == frozenset({Relation.ORGANISER}) else sees,
    )


@asynccontextmanager
async def seeing(asked: Asked, resource: str) -> AsyncGenerator[ViewConnection, None]:
    """Give a transaction for who asks, if the table lets them; reading by office is noted.

    Raises:
        ApiError: as `Asked.require_may`.
        LedgerError, ProjectionError: as `Views.reading`.
    """
    asked.require_may(NOBODY)
    reader = reader_of(asked)
    if reader.every_deal:
        await noted_access(asked, resource)
    async with asked.site.the(Views).reading(reader) as connection:
        yield connection


async def caught_up(asked: Asked, edition: str | None, after: int | None) -> None:
    """Wait until the read models have come to the position that the request names, if it does.

    Raises:
        ApiError: ``query_malformed`` without an edition, or for a header that is no position;
            ``edition_unlisted``.
        LedgerError: ``position_unknown``.
        ProjectionError: ``not_there_yet``: come back.
    """
    after = _header(asked) if after is None else after
    if after is None:
        return
    asked.require_may(NOBODY)
    if edition is None:
        raise ApiError("query_malformed", reason="after_position is of an edition's log")
    await asked.site.the(Views).wait_for(await log_of(asked, edition), after)


async def log_of(asked: Asked, edition: str) -> UUID:
    """Return the log of an edition that is listed.

    Raises:
        ApiError: ``edition_unlisted``.
    """
    await run_in_threadpool(asked.site.places.edition, edition)
    return UUID(edition)


def zone_of(name: str) -> ZoneInfo | None:
    """Return the reader's zone; None where they name none.

    Raises:
        ApiError: ``code_unlisted``.
    """
    if not name:
        return None
    require_listed(ZONE, name)
    return ZoneInfo(name)


def local(instant: datetime | None, zone: ZoneInfo | None) -> str | None:
    """Return an instant as clocks in ``zone`` show it (RFC 3339), where both are there."""
    if instant is None or zone is None:
        return None
    return instant.astimezone(zone).isoformat()


def answered(content: msgspec.Struct) -> Reply:
    """Return an answer that is named by what it says: who has it already is told so."""
    digest = hashlib.sha256(encoded(content)).hexdigest()[:32]
    return Reply(content=content, etag=digest, cache=ASK_AGAIN)


def _header(asked: Asked) -> int | None:
    given = asked.request.headers.get(AFTER_POSITION)
    if given is None:
        return None
    if not (given.isascii() and given.isdecimal() and len(given) < 19):
        raise ApiError("query_malformed", reason=f"the header {AFTER_POSITION}")
    return int(given)
