"""F3, the industry: executed instruments by section and division of ISIC Rev.4.

Counted is what F1 counts, by the classification of its deal as it stands at the cut. Rows are
sections, columns divisions, each of one section; ``?`` is what a classification leaves open. F3b
counts by the themes of the edition.
"""

from __future__ import annotations

from typing import Final

from aggregates.edition.lists import Lists
from projections.figures.cells import Place
from projections.figures.crossed import Crossing
from projections.figures.executed import Pledge
from projections.figures.industries import section_and_division


def placed(pledge: Pledge, _: Lists) -> Place:
    """Return section and division."""
    section, division = section_and_division(pledge.industry)
    return section, f"{section}{division}"


INDUSTRY: Final = Crossing("F3", 2, "section", "division", placed)
