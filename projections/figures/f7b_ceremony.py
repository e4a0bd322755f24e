"""F7b, the ceremony: executed instruments by session and item of the running order.

Counted is what F1 counts. Rows are the sessions, columns the items, codes of the edition's own
lists: of an instrument whose signing was called on the stage, the item that its deal was given, and
the session in which that item is, both as they stand at the cut; ``unknown`` where it was given
none. What was signed off the stage is in the row and the column ``off_stage``.
"""

from __future__ import annotations

from typing import Final

from aggregates.edition.lists import Lists
from projections.figures.cells import Place
from projections.figures.crossed import Crossing
from projections.figures.executed import UNKNOWN, Pledge
from projections.figures.f7_stage import OFF


def placed(pledge: Pledge, lists: Lists) -> Place:
    """Return session and item."""
    if not pledge.on_stage:
        return OFF, OFF
    item = next((one for one in lists.items if one.code == pledge.item), None)
    return (item.session, item.code) if item is not None else (UNKNOWN, UNKNOWN)


CEREMONY: Final = Crossing("F7b", 1, "session", "item", placed)
