"""F4b, the ultimate origin: from where executed instruments are controlled, and where they lead.

Counted is what F1 counts. Rows are the countries from which investors are controlled (ISO 3166-1),
as the organiser stated it, as it stands at the cut; ``unknown`` where nobody did. Columns are the
destinations (ISO 3166-2).
"""

from __future__ import annotations

from typing import Final

from aggregates.edition.lists import Lists
from projections.figures.cells import Place
from projections.figures.crossed import Crossing
from projections.figures.executed import Pledge


def placed(pledge: Pledge, _: Lists) -> Place:
    """Return ultimate origin and destination."""
    return pledge.ultimate_origin, pledge.destination


ORIGINS: Final = Crossing("F4b", 1, "ultimate_origin", "destination", placed)
