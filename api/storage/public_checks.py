"""How often papers were checked by anybody, by verdict: by the minute, without who asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, LiteralString

from api.storage.operations import Transaction
from api.storage.views import ViewConnection
from projections.figures.f15_checks import Checked, Means
from projections.rows import rows_of

_COUNT: Final[LiteralString] = """
INSERT INTO operations.public_checks AS c (minute, edition, means, verdict, count)
VALUES (date_trunc('minute', %s::timestamptz), %s, %s, %s, 1)
ON CONFLICT (minute, edition, means, verdict) DO UPDATE SET count = c.count + 1
"""
_UNTIL: Final[LiteralString] = """
SELECT c.edition, c.means, c.verdict, sum(c.count)::bigint AS count
FROM operations.public_checks AS c
WHERE c.minute < %(until)s AND c.edition IN (%(edition)s, '')
GROUP BY c.edition, c.means, c.verdict ORDER BY c.edition, c.means, c.verdict
"""


def count_check(
    connection: Transaction, at: datetime, edition: str, means: Means, verdict: str
) -> None:
    """Count a check; ``edition`` is empty where no paper of this registry is known by it."""
    connection.execute(_COUNT, [at, edition, means, verdict])


async def checks_until(
    connection: ViewConnection, edition: str, until: datetime
) -> Sequence[Checked]:
    """Return the checks of an edition's papers, and of unknown ones, of minutes begun before it."""
    return await rows_of(connection, Checked, _UNTIL, {"edition": edition, "until": until})
