"""When a deal is discussed, what a comment or a question may be about, and that it is said once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from aggregates.deal.discussion.events import CommentMade, QuestionAsked
from aggregates.deal.guards import ON_THE_CLOCK, require_instrument
from aggregates.deal.state import Deal, Stage
from aggregates.deal.terms.events import FRAME
from aggregates.errors import RuleError
from aggregates.repeats import says_the_same
from aggregates.vocabulary import ClauseId, InstrumentId

DISCUSSED = ON_THE_CLOCK - {Stage.INTENT}
"""From the executed letter of intent until signing opens."""


S = TypeVar("S", CommentMade, QuestionAsked)


def unless_said(said: S, known: S | None, identifier: str) -> Sequence[S]:
    """Return ``said``, or nothing if the same person has said just that under this id.

    Raises:
        RuleError: ``id_taken``.
    """
    if known is None:
        return [said]
    if known.by != said.by or not says_the_same(said, known):
        raise RuleError("id_taken", id=identifier)
    return []


def require_subject(deal: Deal, instrument: InstrumentId, clause: ClauseId) -> None:
    """Refuse to discuss what is not there. Both empty: the deal; ``clause`` empty: the instrument.

    Raises:
        RuleError: ``unknown_instrument``, ``unknown_clause``.
    """
    if not instrument and not clause:
        return
    matrix = require_instrument(deal, instrument).matrix
    if clause and clause != FRAME and clause not in matrix.clauses:
        raise RuleError("unknown_clause", clause=clause)
