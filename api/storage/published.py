"""As of when several series of figures were judged together, and what was kept back of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec

from api.storage.publications import Publication, publications_of
from api.storage.views import ViewConnection
from projections.rows import rows_of

TOGETHER_MAX: Final = 60
"""How many midnights are offered to be published: two months of them."""

_TOGETHER: Final = """
SELECT p.position, e.recorded_at, max(p.published_at) AS judged_at
FROM operations.publications AS p
JOIN ledger.events AS e ON e.log_id = p.edition::uuid AND e.position = p.position
WHERE p.edition = %(edition)s AND p.series = ANY(%(series)s) AND p.position >= %(since)s
GROUP BY p.position, e.recorded_at HAVING count(DISTINCT p.series) = %(all)s
ORDER BY p.position DESC LIMIT %(most)s
"""


class Together(msgspec.Struct, frozen=True, kw_only=True):
    """A position as of which every series was judged, and when that was done.

    ``recorded_at`` is that of the position, in microseconds since 1970.
    """

    position: int
    recorded_at: int
    judged_at: datetime


async def judged_together(
    connection: ViewConnection, edition: str, series: Sequence[str], since: int = 0
) -> Sequence[Together]:
    """Return the positions, from ``since`` on, that every series was judged at; the last first."""
    asked = {
        "edition": edition,
        "series": list(series),
        "all": len(series),
        "since": since,
        "most": TOGETHER_MAX,
    }
    return await rows_of(connection, Together, _TOGETHER, asked)


async def judged_at(
    connection: ViewConnection, edition: str, series: str, position: int
) -> Publication | None:
    """Return what was kept back of a series as of a position; None if it was never judged there."""
    known = await publications_of(connection, edition, series)
    return next((one for one in known if one.position == position), None)
