"""What is told of figures to those who do not see every deal: publications, one after another.

A publication is as of a midnight of the edition. It is made when somebody first asks after that
midnight, with all in mind that was published before; then it stands. Whoever asks gets the latest.

Where outside witnesses see the log, nothing is published before they have seen the log so far: what
is published can not be taken back by anybody.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final, Protocol, TypeAlias

import msgspec

from api.refusals import ApiError
from api.storage.publications import (
    Publication,
    publications_of,
    publishing,
    put_publication,
)
from api.storage.views import ViewConnection
from projections.cut import Cut
from projections.figures.keeping import Judged, Keeping, Recalled
from projections.figures.suppression import Suppression

PUBLISHED: Final = Suppression()
"""The policy of every publication."""
PENDING_SECONDS: Final = 2
"""When to come back for a publication that nobody outside has seen yet."""


class Make(Protocol):
    """Makes a figure of an edition, keeping back what it is told to."""

    async def at(self, position: int) -> Cut:
        """Return the cut at a position."""
        ...

    async def figure(self, cut: Cut, keeping: Keeping) -> object:
        """Return the figure as of a cut."""
        ...


Covered: TypeAlias = Callable[[int], Awaitable[bool]]
"""Says whether enough witnesses have seen the log up to a position, where there are any."""


class Published(msgspec.Struct, frozen=True):
    """As of when a figure is told, and what is kept back of it."""

    cut: Cut
    keeping: Keeping


async def published(
    connection: ViewConnection, series: str, cut: Cut, make: Make, covered: Covered
) -> Published:
    """Return the publication as of ``cut``; it is made if there is none that is as late.

    While too few witnesses have seen the log up to there, it is the one before.

    Raises:
        ApiError: ``cut_off_pending`` if there is none before.
    """
    last = await _last(connection, series, cut)
    if last is None and not await covered(cut.position):
        last = await _before(connection, series, cut)
    if last is None:
        async with publishing(connection, cut.edition, series):
            last = await _last(connection, series, cut)
            if last is None:
                last = await _publish(connection, series, cut, make)
    return Published(await make.at(last.position), Recalled(PUBLISHED, last.left_out))


async def _last(connection: ViewConnection, series: str, cut: Cut) -> Publication | None:
    known = await publications_of(connection, cut.edition, series)
    return known[-1] if known and known[-1].position >= cut.position else None


async def _before(connection: ViewConnection, series: str, cut: Cut) -> Publication:
    known = await publications_of(connection, cut.edition, series)
    if not known:
        raise ApiError("cut_off_pending", position=cut.position, retry_after=PENDING_SECONDS)
    return known[-1]


async def _publish(connection: ViewConnection, series: str, cut: Cut, make: Make) -> Publication:
    """Judge what may be told as of ``cut`` by all that was told before, and write it down."""
    earlier: list[Recalled] = []
    for one in await publications_of(connection, cut.edition, series):
        recalled = Recalled(PUBLISHED, one.left_out)
        await make.figure(await make.at(one.position), recalled)
        earlier.append(recalled)
    judged = Judged(PUBLISHED, earlier)
    await make.figure(cut, judged)
    kept = {table: tuple(sorted(places)) for table, places in judged.kept.items()}
    publication = Publication(position=cut.position, kept=kept)
    await put_publication(connection, cut.edition, series, publication)
    return publication
