"""When a deal is discussed, and what a comment or a question may be about."""

from __future__ import annotations

from aggregates.deal.guards import ON_THE_CLOCK, require_instrument
from aggregates.deal.state import Deal, Stage
from aggregates.deal.terms.events import FRAME
from aggregates.errors import RuleError
from aggregates.vocabulary import ClauseId, InstrumentId

DISCUSSED = ON_THE_CLOCK - {Stage.INTENT}
"""From the executed letter of intent until signing opens."""


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
