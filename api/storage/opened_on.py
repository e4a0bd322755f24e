"""Which deals were opened on a project: by the views."""

from __future__ import annotations

from typing import Final, LiteralString

from aggregates.vocabulary import DealId
from api.storage.operations import Transaction
from api.storage.walls import reads_everything

_THERE: Final[LiteralString] = "SELECT FROM projections.standing WHERE view = 'deals'"
"""In a new installation the view is still to be made."""
_OPENED: Final[LiteralString] = (
    "SELECT d.deal FROM projections.deals AS d WHERE d.project = %s ORDER BY d.deal"
)


def deals_opened_on(connection: Transaction, project: str) -> list[DealId]:
    """Return the deals on a project.

    None while the view is not there yet. How each stands, its own stream says: the view only has
    to know of it, and from its opening to its first signature there are days.
    """
    if connection.execute(_THERE).fetchone() is None:
        return []
    reads_everything(connection)
    return [str(deal) for (deal,) in connection.execute(_OPENED, [project])]
