"""What is told of figures to those who do not see every deal: the latest publication.

A publication is as of a midnight of the edition. A worker makes it, with all in mind that was
published before, as soon as it is midnight there and outside witnesses, if there are any, have seen
the log so far; then it stands, whoever asks and however often. See `api.publishing`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

import msgspec

from aggregates.edition import EDITION
from api.http.asked import Asked
from api.publishing import PUBLISHED
from api.refusals import ApiError
from api.storage.publications import publications_of
from api.storage.views import ViewConnection
from ledger.sources import One
from projections.cut import Cut
from projections.figures.keeping import Recalled

PENDING_SECONDS: Final = 2
"""When to come back for the first publication of an edition."""


class Published(msgspec.Struct, frozen=True):
    """As of when a figure is told, and what is kept back of it."""

    cut: Cut
    keeping: Recalled


def zone_of_edition(asked: Asked, edition: str) -> str:
    """Return the zone in which an edition's days begin; call it in a thread."""
    opened = asked.site.places.edition(edition).state(One(EDITION, edition)).opened
    return "UTC" if opened is None else opened.zone


async def published(
    connection: ViewConnection,
    edition: str,
    series: str,
    cuts: Callable[[int], Awaitable[Cut]],
) -> Published:
    """Return the latest publication of a series; ``cuts`` gives the cut at a position.

    Raises:
        ApiError: ``cut_off_pending`` if there is none yet.
    """
    known = await publications_of(connection, edition, series)
    if not known:
        raise ApiError("cut_off_pending", retry_after=PENDING_SECONDS)
    last = known[-1]
    return Published(await cuts(last.position), Recalled(PUBLISHED, last.left_out))
