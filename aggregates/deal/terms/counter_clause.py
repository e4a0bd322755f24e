"""Put another wording of one clause."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from aggregates.deal.amending.text import require_of_text_in_force
from aggregates.deal.change import put
from aggregates.deal.state import Deal, Progress
from aggregates.deal.terms.at_table import (
    falls,
    require_cited,
    require_free,
    require_live_offer,
    require_table,
)
from aggregates.deal.terms.current import frame_of, is_accepted, row_digest, table_of
from aggregates.deal.terms.events import ClauseCountered
from aggregates.deal.terms.wording import check_clause
from aggregates.errors import RuleError
from aggregates.vocabulary import Clause, Command, InstrumentId, Sha256


class CounterClause(Command, frozen=True, kw_only=True):
    """``clause`` is to stand in the place of the wording of the digest ``previous_sha256``."""

    instrument: InstrumentId
    clause: Clause
    previous_sha256: Sha256


def counter_clause(deal: Deal, command: CounterClause) -> Sequence[ClauseCountered]:
    """Put it; its author accepts it. The others' acceptance of this clause falls, of no other.

    Raises:
        RuleError: ``no_live_offer``, ``unknown_clause``, ``not_on_table``, ``nothing_changed``,
            ``irrevocable``, and as `require_table`, `check_clause` and
            `require_of_text_in_force`.
    """
    principal, instrument = require_table(deal, command, command.instrument, Progress.NEGOTIATING)
    table, clause = table_of(deal, instrument), command.clause
    clauses = put(instrument.matrix.clauses, clause.id, clause)
    check_clause(clause, frame_of(instrument).authentic_languages)
    after = replace(instrument, matrix=replace(instrument.matrix, clauses=clauses))
    require_of_text_in_force(deal, after)
    digest = row_digest(deal, after, clause.id)
    if table.digests.get(clause.id) == digest and is_accepted(table, clause.id, principal):
        return []
    offer = require_live_offer(deal, instrument, command.at)
    require_cited(table, clause.id, command.previous_sha256)
    if digest == command.previous_sha256:
        raise RuleError("nothing_changed", clause=clause.id)
    fallen = falls(instrument, {clause.id: digest})
    require_free(deal, instrument, principal, fallen, command.at)
    return [
        ClauseCountered(
            at=command.at,
            instrument=instrument.id,
            offer_no=offer.number,
            clause=clause,
            clause_sha256=digest,
            previous_sha256=command.previous_sha256,
            parties_sha256=table.parties_sha256,
            principal=principal,
            by=command.actor.person,
            voids=tuple(s for s in fallen.get(clause.id, ()) if s != principal),
        )
    ]
