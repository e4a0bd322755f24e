"""Which papers wait for the seal of the registry: by the views."""

from __future__ import annotations

from typing import Final, LiteralString

import msgspec

from aggregates.vocabulary import DealId, InstrumentId, OrganisationId
from api.storage.operations import Transaction
from api.storage.rows import several
from api.storage.walls import reads_everything

_THERE: Final[LiteralString] = "SELECT FROM projections.standing WHERE view = 'inbox'"
"""In a new installation the view is still to be made."""
_AWAITING: Final[LiteralString] = """
    SELECT DISTINCT t.deal, t.instrument, t.edition, t.organisation AS office
    FROM projections.inbox_turns AS t WHERE t.what = 'seal_agreement'
    AND (t.deal, t.instrument) > (%s, %s)
    ORDER BY t.deal, t.instrument LIMIT %s
"""


class Awaiting(msgspec.Struct, frozen=True, kw_only=True):
    """A paper that all have signed who must, and the office whose seal it waits for."""

    deal: DealId
    instrument: InstrumentId
    edition: str
    office: OrganisationId


def awaiting_seal(connection: Transaction, after: Awaiting | None, most: int) -> list[Awaiting]:
    """Return papers that wait for a seal, those following ``after``, ``most`` at a time.

    None while the view is not there yet.
    """
    if connection.execute(_THERE).fetchone() is None:
        return []
    reads_everything(connection)
    place = ("", "") if after is None else (after.deal, after.instrument)
    return several(connection, Awaiting, _AWAITING, [*place, most])
