"""The facts that figures count, read once for all the figures of one cut.

What stood at a position stands for ever, unless a deal is erased or the view is built anew. So the
facts of the last few cuts are kept, each as long as neither has happened since.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Final, TypeAlias

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from projections.cut import Cut
from projections.facts import DealFacts
from projections.figures.asking import counting
from projections.views import facts
from projections.views.facts import facts_at, facts_since

KEPT_MAX: Final = 2
"""So many cuts are kept: of some thousand deals, each takes some megabytes."""

_GROUND: Final = """
SELECT current_database()::text, s.built, e.erased, e.last
FROM (
    SELECT string_agg(view || ' ' || built_at, ',' ORDER BY view) AS built, count(*) AS views
    FROM projections.standing WHERE view = ANY (%s)
) AS s, (
    SELECT count(*) AS erased, max(done_at) AS last FROM projections.erasures
    WHERE done_at IS NOT NULL
) AS e
WHERE s.views = %s
"""

Ground: TypeAlias = TupleRow
"""What has to be alike for a position to have the same rows as before."""

_Key: TypeAlias = tuple[str, int, Ground]
_kept: Final[OrderedDict[_Key, Sequence[DealFacts]]] = OrderedDict()


async def ground_of(connection: AsyncConnection[TupleRow], views: Sequence[str]) -> Ground | None:
    """Return the ground on which the rows of these views stand.

    None while one of them does not stand: then nothing is to be kept.
    """
    found = await connection.execute(_GROUND, [[*views], len(views)], prepare=True)
    return await found.fetchone()


async def facts_of_cut(connection: AsyncConnection[TupleRow], cut: Cut) -> Sequence[DealFacts]:
    """Return the facts of every deal of the cut's edition as they stood at its position.

    Raises:
        ProjectionError: as `counting`.
    """
    async with counting(connection):
        stands = await ground_of(connection, (facts.NAME,))
        if stands is None:
            return await facts_at(connection, cut.edition, cut.position)
        key = (cut.edition, cut.position, stands)
        if key not in _kept:
            _keep(key, await _facts(connection, cut, stands))
        return _kept[key]


async def _facts(
    connection: AsyncConnection[TupleRow], cut: Cut, stands: Ground
) -> Sequence[DealFacts]:
    """Return the facts of a cut; of those that are kept of an earlier one, only what is other."""
    found = (one for one in _kept if (one[0], one[2]) == (cut.edition, stands))
    earlier = max((at for _, at, _ in found if at < cut.position), default=None)
    if earlier is None:
        return await facts_at(connection, cut.edition, cut.position)
    known = {one.deal: one for one in _kept[cut.edition, earlier, stands]}
    changed = await facts_since(connection, cut.edition, earlier, cut.position)
    known |= {one.deal: one for one in changed}
    return [known[deal] for deal in sorted(known)]


def _keep(key: _Key, found: Sequence[DealFacts]) -> None:
    while len(_kept) >= KEPT_MAX:
        _kept.popitem(last=False)
    _kept[key] = found
