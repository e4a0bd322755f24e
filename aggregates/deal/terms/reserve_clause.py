"""Note that a row is not acceptable as it stands."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_text
from aggregates.deal.state import Deal, Progress
from aggregates.deal.terms.at_table import (
    falls,
    require_cited,
    require_free,
    require_live_offer,
    require_table,
)
from aggregates.deal.terms.current import table_of
from aggregates.deal.terms.events import ClauseReserved
from aggregates.vocabulary import ClauseId, Command, InstrumentId, Sha256


class ReserveClause(Command, frozen=True, kw_only=True):
    """``clause``, a clause id or ``frame``, is not acceptable in the wording of this digest."""

    instrument: InstrumentId
    clause: ClauseId
    clause_sha256: Sha256
    reason: str


def reserve_clause(deal: Deal, command: ReserveClause) -> Sequence[ClauseReserved]:
    """Reserve the row; the principal's own acceptance of it falls. Accepting lifts it again.

    Raises:
        RuleError: ``no_live_offer``, ``unknown_clause``, ``not_on_table``, ``irrevocable``, and
            as `require_table` and `check_text`.
    """
    principal, instrument = require_table(deal, command, command.instrument, Progress.NEGOTIATING)
    require_cited(table_of(deal, instrument), command.clause, command.clause_sha256)
    check_text("reason", command.reason)
    held = instrument.matrix.reservations.get(command.clause, {})
    if held.get(principal) == command.clause_sha256:
        return []
    require_live_offer(deal, instrument, command.at)
    require_free(deal, instrument, principal, falls(instrument, {command.clause: ""}), command.at)
    return [
        ClauseReserved(
            at=command.at,
            instrument=instrument.id,
            clause=command.clause,
            clause_sha256=command.clause_sha256,
            principal=principal,
            by=command.actor.person,
            reason=command.reason,
        )
    ]
