"""What happened in a deal, whole: enough to work out for oneself how it stands, or stood."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from aggregates.vocabulary import PersonId
from api.deals.course import POSITION_MAX, When
from api.http.asked import Asked
from api.http.paging import LIMIT_MAX
from api.http.reply import ASK_AGAIN, Reply
from api.http.router import Router
from api.http.seen import seen_by
from ledger.instants import instant_of
from ledger.recorded import Recorded

router = Router("deals")


class HistoryPart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which part: what follows position ``after``, so many events."""

    after: Annotated[int, Meta(ge=0, le=POSITION_MAX)] = 0
    limit: Annotated[int, Meta(ge=1, le=LIMIT_MAX)] = LIMIT_MAX


class HistoricEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event as it is recorded: ``event`` has its type and its facts, as ``docs`` lists them.

    ``leaf_sha256`` is the leaf that the log's tree commits to; ``by`` who sent the command.
    """

    position: int
    version: int
    recorded_at: datetime
    by: PersonId
    leaf_sha256: str
    event: dict[str, object]


class History(msgspec.Struct, frozen=True, kw_only=True):
    """Events in order. With ``more``, ask again after the position of the last.

    ``version`` is that of the deal now: what ``If-Match`` cites.
    """

    items: tuple[HistoricEvent, ...]
    version: int
    more: bool


@router.get("/deals/{deal}/history", answer=History, query=HistoryPart)
def read_history(asked: Asked, part: HistoryPart) -> Reply:
    """Return what happened in a deal, event by event, with every fact that is recorded.

    Whoever folds the events comes to the same deal as the server: nobody has to be believed.
    """
    course = seen_by(asked, When()).course
    following = [one for one in course.recorded if one.position > part.after]
    history = History(
        items=tuple(_historic(one) for one in following[: part.limit]),
        version=course.version,
        more=len(following) > part.limit,
    )
    return Reply(content=history, etag=course.version, cache=ASK_AGAIN)


def _historic(one: Recorded) -> HistoricEvent:
    return HistoricEvent(
        position=one.position,
        version=one.version,
        recorded_at=instant_of(one.recorded_at),
        by=one.meta.actor,
        leaf_sha256=one.leaf_hash.hex(),
        event=msgspec.to_builtins(one.event),
    )
