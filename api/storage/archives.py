"""Which papers there are that may be sealed, as the read models have them."""

from __future__ import annotations

from typing import Final, LiteralString

import msgspec

from aggregates.vocabulary import DealId, InstrumentId
from api.storage.operations import Transaction
from api.storage.rows import several
from api.storage.walls import reads_everything

_THERE: Final[LiteralString] = "SELECT FROM projections.standing WHERE view = 'papers'"
"""In a new installation the view is still to be made."""
_KEPT: Final[LiteralString] = """
    SELECT DISTINCT p.log, p.deal, p.instrument FROM projections.papers AS p
    ORDER BY p.log, p.deal, p.instrument
"""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """An instrument of which there is a PDF, and the log in which its deal is."""

    log: str
    deal: DealId
    instrument: InstrumentId


def kept_papers(connection: Transaction) -> list[Kept]:
    """Return every instrument that has a PDF, in the order of their deals.

    None while the view is not there yet.
    """
    if connection.execute(_THERE).fetchone() is None:
        return []
    reads_everything(connection)
    return several(connection, Kept, _KEPT, [])
