"""Reading the feed page by page, without a gap between one page and the next."""

from __future__ import annotations

from typing import Final

import msgspec

from api.storage.views import Views
from projections.reader import Reader
from projections.views.feed import FeedEntry, FeedPlace, complete_to, list_feed

PAGE: Final = 200


class Stop(msgspec.Struct, frozen=True):
    """Where a reader is: after a position, and after an entry that is shown at it."""

    after: int
    place: FeedPlace | None = None


class Told(msgspec.Struct, frozen=True):
    """Some entries, and where to go on after them."""

    entries: tuple[FeedEntry, ...]
    stop: Stop

    @property
    def more(self) -> bool:
        """Whether more is there already, perhaps at the position of the last entry."""
        return self.stop.place is not None


def going_on(last: FeedEntry) -> Stop:
    """Return where to go on: others may be shown at the same position as the last entry."""
    return Stop(last.shown - 1, FeedPlace(last.shown, last.position))


async def read_on(views: Views, edition: str, reader: Reader, stop: Stop) -> Told:
    """Return what a reader may see now beyond a stop.

    Raises:
        LedgerError, ApiError: as `Views.reading`.
    """
    async with views.reading(reader) as connection:
        until = await complete_to(connection, edition)
        if until <= stop.after:
            return Told((), Stop(stop.after))
        found = await list_feed(
            connection,
            reader,
            edition,
            until=until,
            after=stop.after,
            place=stop.place,
            limit=PAGE + 1,
        )
    shown = tuple(found[:PAGE])
    return Told(shown, going_on(shown[-1]) if len(found) > PAGE else Stop(until))
