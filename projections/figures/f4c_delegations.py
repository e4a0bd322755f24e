"""F4c, the delegations: executed instruments by delegation, and by the region they come from.

Counted is what F1 counts. Rows are the delegations, codes of the edition's own list, as the
organiser stated them; ``unknown`` where nobody did. Columns are the regions (M49) of the immediate
origin. The margin of the rows is the league table of delegations.
"""

from __future__ import annotations

from typing import Final

from aggregates.edition.lists import Lists
from projections.figures.cells import Place
from projections.figures.crossed import Crossing
from projections.figures.executed import Pledge
from projections.figures.regions import region_of


def placed(pledge: Pledge, _: Lists) -> Place:
    """Return delegation and region of origin."""
    return pledge.delegation, region_of(pledge.origin)


DELEGATIONS: Final = Crossing("F4c", 1, "delegation", "region", placed)
