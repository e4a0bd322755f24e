"""F3b, the themes: executed instruments by theme of the edition and by delegation.

Counted is what F1 counts, by what the organiser stated of its deal, as it stands at the cut. Rows
are themes, columns delegations, both codes of the edition's own lists; ``unknown`` where none was
stated.
"""

from __future__ import annotations

from typing import Final

from aggregates.edition.lists import Lists
from projections.figures.cells import Place
from projections.figures.crossed import Crossing
from projections.figures.executed import Pledge


def placed(pledge: Pledge, _: Lists) -> Place:
    """Return theme and delegation."""
    return pledge.theme, pledge.delegation


THEMES: Final = Crossing("F3b", 1, "theme", "delegation", placed)
