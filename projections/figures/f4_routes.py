"""F4, origin and destination: from where to where executed instruments invest.

Counted is what F1 counts. Rows are the investors' origins (ISO 3166-1), columns the destinations
(ISO 3166-2), by the classification of the deal as it stands at the cut; the margins are the league
tables of both. The origin is the immediate one: F4b counts by the ultimate one, F4c by delegation.
"""

from __future__ import annotations

from typing import Final

from aggregates.edition.lists import Lists
from projections.figures.cells import Place
from projections.figures.crossed import Crossing
from projections.figures.executed import Pledge


def placed(pledge: Pledge, _: Lists) -> Place:
    """Return origin and destination."""
    return pledge.origin, pledge.destination


ROUTES: Final = Crossing("F4", 2, "origin", "destination", placed)
