"""F6, mode and investor class: executed instruments by how they invest, and who does.

Counted is what F1 counts. Rows are the modes in the classification of its deal, columns the class
of its investor as the organiser stated it, both as they stand at the cut: greenfield, merger or
acquisition, joint venture and so on; a listed company, a fund and so on, ``unknown`` where nobody
stated any. Whether the investor is a foreign one is F2.
"""

from __future__ import annotations

from typing import Final

from aggregates.edition.lists import Lists
from projections.figures.cells import Place
from projections.figures.crossed import Crossing
from projections.figures.executed import Pledge


def placed(pledge: Pledge, _: Lists) -> Place:
    """Return mode and investor class."""
    return pledge.mode, pledge.investor_class


MODES: Final = Crossing("F6", 2, "mode", "investor_class", placed)
