"""Posts that were given from outside an organisation: it says yes or no before they count."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import msgspec

from aggregates.person import PERSON
from aggregates.person.confirm_post import ConfirmPost, confirm_post
from aggregates.person.refuse_post import RefusePost, refuse_post
from aggregates.vocabulary import OrganisationId, PersonId
from api.accounts.accounts import Accounts
from api.accounts.confirming import require_word_of
from api.contracts.prepared import Streams
from api.http.asked import Asked
from api.http.commands import command, in_registry
from api.http.reply import Reply
from api.http.router import Router
from api.http.seeing import Fresh, answered, caught_up, reader_of, seeing
from ledger.sources import One
from projections.views.awaited import AwaitedPlace, AwaitedRow, list_awaited

router = Router("people")

Word = TypeVar("Word", ConfirmPost, RefusePost)


class PostsQuery(Fresh, frozen=True, kw_only=True):
    """Which part of the list, and how fresh."""


class PostsAwaiting(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the list. Without ``next`` it is the last."""

    items: tuple[AwaitedRow, ...]
    next: str | None


def _by_who_decides(_: type[Word]) -> Callable[[Asked, Word], Streams]:
    def stream(asked: Asked, sent: Word) -> Streams:
        asked.require_may()
        require_word_of(asked.site.the(Accounts), asked.actor, sent.organisation)
        return One(PERSON, sent.person)

    return stream


command(
    router,
    confirm_post,
    ConfirmPost,
    path="/people/{person}/confirm_post",
    place=in_registry,
    streams=_by_who_decides(ConfirmPost),
    if_match=False,
)
command(
    router,
    refuse_post,
    RefusePost,
    path="/people/{person}/refuse_post",
    place=in_registry,
    streams=_by_who_decides(RefusePost),
    if_match=False,
)


@router.get("/posts_awaiting", answer=PostsAwaiting, query=PostsQuery)
async def list_posts_awaiting(asked: Asked, query: PostsQuery) -> Reply:
    """List the posts that await a word: those of one's organisation, or by office all.

    Raises:
        ApiError: ``cursor_malformed``, ``edition_unlisted``, ``views_missing``.
        ProjectionError: ``not_there_yet``.
    """
    await caught_up(asked, query.edition, query.after_position)
    reader, of = reader_of(asked), f"posts_awaiting:{asked.who.organisation}"
    after = asked.site.cursors.place(of, query.cursor, AwaitedPlace) if query.cursor else None
    async with seeing(asked, "posts_awaiting") as connection:
        rows = await list_awaited(connection, reader, after=after, limit=query.limit + 1)
    shown, following = rows[: query.limit], None
    if len(rows) > query.limit:
        following = asked.site.cursors.cursor(of, _place(shown[-1].organisation, shown[-1].person))
    return answered(PostsAwaiting(items=tuple(shown), next=following))


def _place(organisation: OrganisationId, person: PersonId) -> AwaitedPlace:
    return AwaitedPlace(organisation=organisation, person=person)
