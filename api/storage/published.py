"""As of when several series of figures were published together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from api.storage.views import ViewConnection

_LAST: Final = """
SELECT max(t.position) FROM (
    SELECT p.position FROM operations.publications AS p
    WHERE p.edition = %(edition)s AND p.series = ANY(%(series)s)
    GROUP BY p.position HAVING count(DISTINCT p.series) = %(all)s
) AS t
"""


async def last_together(
    connection: ViewConnection, edition: str, series: Sequence[str]
) -> int | None:
    """Return the last position as of which every one of these series was published, if any."""
    asked = {"edition": edition, "series": list(series), "all": len(series)}
    found = await (await connection.execute(_LAST, asked, prepare=True)).fetchone()
    return None if found is None else found[0]
