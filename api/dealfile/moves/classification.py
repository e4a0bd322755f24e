"""The organiser's move: how figures count the deal."""

from __future__ import annotations

from aggregates.deal.parties.events import Direction
from api.dealfile.fields import Code, Country, Destination, Industry, Name, Text
from api.dealfile.moves.move import Move


class CorrectClassification(Move, frozen=True, kw_only=True, tag="correct_classification"):
    """Correct the classification; what is not given stays as it stands."""

    direction: Direction | None = None
    mode: Code = ""
    industry: Industry = ""
    origin: Country = ""
    destination: Destination = ""
    code_lists: Name = ""
    reason: Text
