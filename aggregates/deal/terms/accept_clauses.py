"""Accept rows of the table, clauses and the frame, as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from aggregates.checks import check_some
from aggregates.deal.guards import require_instrument, require_lead
from aggregates.deal.state import Deal, Progress
from aggregates.deal.terms.at_table import require_cited, require_live_offer, require_table
from aggregates.deal.terms.current import Table, is_accepted, table_of
from aggregates.deal.terms.events import ClauseAccepted
from aggregates.errors import RuleError
from aggregates.vocabulary import ClauseId, Command, InstrumentId, OrganisationId, Sha256


class AcceptClauses(Command, frozen=True, kw_only=True):
    """``cited`` maps each row accepted, a clause id or ``frame``, to its digest as it was read."""

    instrument: InstrumentId
    cited: Mapping[ClauseId, Sha256]
    parties_sha256: Sha256


def accept_clauses(deal: Deal, command: AcceptClauses) -> Sequence[ClauseAccepted]:
    """Accept for the principal that the actor leads for; what it accepts already stays so.

    An acceptance is of this wording and of this party set. Linked clauses are accepted together.

    Raises:
        RuleError: ``list_empty``, ``nothing_on_table``, ``unknown_clause``, ``not_on_table``,
            ``parties_changed``, ``no_live_offer``, ``linked_clauses``, and as `require_table`.
    """
    principal = require_lead(deal, command.actor)
    check_some("cited", command.cited)
    table = table_of(deal, require_instrument(deal, command.instrument))
    for row, digest in command.cited.items():
        require_cited(table, row, digest)
    if command.parties_sha256 != table.parties_sha256:
        raise RuleError("parties_changed", cited=command.parties_sha256, now=table.parties_sha256)
    pending = _pending(table, command.cited, principal)
    if not pending:
        return []
    _, instrument = require_table(deal, command, command.instrument, Progress.NEGOTIATING)
    require_live_offer(deal, instrument, command.at)
    _require_links(table, command.cited, principal)
    return [
        ClauseAccepted(
            at=command.at,
            instrument=command.instrument,
            clause=row,
            clause_sha256=table.digests[row],
            parties_sha256=table.parties_sha256,
            principal=principal,
            by=command.actor.person,
        )
        for row in pending
    ]


def _pending(table: Table, cited: Iterable[ClauseId], principal: OrganisationId) -> list[ClauseId]:
    wanted = set(cited)
    return [
        row for row in table.digests if row in wanted and not is_accepted(table, row, principal)
    ]


def _require_links(
    table: Table, cited: Mapping[ClauseId, Sha256], principal: OrganisationId
) -> None:
    for link in table.instrument.matrix.links:
        together = tuple(row for row in link if row in table.digests)
        for row in together:
            accepted = row in cited or is_accepted(table, row, principal)
            if not accepted and not cited.keys().isdisjoint(together):
                raise RuleError("linked_clauses", clause=row, together=together)
