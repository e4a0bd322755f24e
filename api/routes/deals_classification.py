"""How a deal is counted."""

from __future__ import annotations

from aggregates.deal.classification.correct_classification import (
    CorrectClassification,
    correct_classification,
)
from api.http.commands import command
from api.http.router import Router

router = Router("deals")

command(router, correct_classification, CorrectClassification)
