"""Approvals and filings that are open in an edition, across its deals."""

from __future__ import annotations

import msgspec

from api.http.asked import Asked
from api.http.positions import Position
from api.http.reply import Reply
from api.http.router import Router
from api.http.seeing import Part, answered, caught_up, log_of, reader_of, seeing
from projections.open_steps import OpenStep, OpenStepPlace, What
from projections.open_steps import list_open_steps as steps_listed

router = Router("lists")


class OpenStepsQuery(Part, frozen=True, kw_only=True):
    """Approvals or filings alone, or both; which part of the list."""

    what: What | None = None
    after_position: Position | None = None


class OpenSteps(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the list, the next due first. Without ``next`` it is the last."""

    items: tuple[OpenStep, ...]
    next: str | None


@router.get("/editions/{edition}/open_steps", answer=OpenSteps, query=OpenStepsQuery)
async def list_open_steps(asked: Asked, query: OpenStepsQuery) -> Reply:
    """List the approvals and filings that are open in the deals of which one sees the terms.

    Raises:
        ApiError: ``edition_unlisted``, ``cursor_malformed``, ``views_missing``.
        ProjectionError: ``not_there_yet``.
    """
    edition, reader = str(await log_of(asked, asked.path["edition"])), reader_of(asked)
    await caught_up(asked, edition, query.after_position)
    of = f"open_steps:{edition}:{query.what}:{reader.organisation}"
    after = asked.site.cursors.place(of, query.cursor, OpenStepPlace) if query.cursor else None
    async with seeing(asked, f"edition:{edition}") as connection:
        rows = await steps_listed(
            connection, reader, edition, what=query.what, after=after, limit=query.limit + 1
        )
    shown, following = rows[: query.limit], None
    if len(rows) > query.limit:
        last = shown[-1]
        place = OpenStepPlace(last.due_at, last.deal, last.what, last.id)
        following = asked.site.cursors.cursor(of, place)
    return answered(OpenSteps(items=tuple(shown), next=following))
