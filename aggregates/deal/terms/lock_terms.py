"""Lock the terms that every principal has accepted."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.deal.amending.text import require_of_text_in_force
from aggregates.deal.kinds import LEADING, PLEDGING
from aggregates.deal.state import Deal, Progress
from aggregates.deal.terms.at_table import require_table
from aggregates.deal.terms.current import (
    Table,
    amount_of,
    frame_of,
    missing_acceptances,
    open_reservations,
    table_of,
    terms_on,
)
from aggregates.deal.terms.events import TermsLocked
from aggregates.deal.terms.languages import require_languages
from aggregates.errors import RuleError
from aggregates.terms import terms_sha256
from aggregates.vocabulary import Command, InstrumentId, Money


class LockTerms(Command, frozen=True, kw_only=True):
    """A lead locks the instrument."""

    instrument: InstrumentId


def lock_terms(deal: Deal, command: LockTerms) -> Sequence[TermsLocked]:
    """Lock what all have accepted, row by row, for this party set. What is locked stays so.

    The offer's deadline is that of accepting: what everybody accepted in time can be locked later.

    Raises:
        RuleError: ``mandatory_clause_missing``, ``amount_missing``, ``reservation_open``,
            ``acceptance_missing``, and as `require_table`, `require_languages` and
            `require_of_text_in_force`.
    """
    principal, instrument = require_table(
        deal,
        command,
        command.instrument,
        *(Progress.NEGOTIATING, Progress.LOCKED, Progress.APPROVING),
        *(Progress.SIGNING, Progress.EXECUTED),
    )
    if instrument.progress is not Progress.NEGOTIATING:
        return []
    table = table_of(deal, instrument)
    _require_mandatory(table)
    _require_amount(table)
    _require_accepted(table)
    require_languages(table)
    require_of_text_in_force(deal, instrument)
    return [
        TermsLocked(
            at=command.at,
            instrument=instrument.id,
            terms_sha256=terms_sha256(terms_on(table)),
            parties_sha256=table.parties_sha256,
            principal=principal,
            by=command.actor.person,
        )
    ]


def _require_mandatory(table: Table) -> None:
    if table.instrument.kind not in LEADING:
        return
    for clause in table.deal.policy.mandatory_clauses:
        if clause not in table.digests:
            raise RuleError("mandatory_clause_missing", clause=clause)


def _require_amount(table: Table) -> None:
    """Money that stands in clauses only would be held against nobody's mandate."""
    if table.instrument.kind not in PLEDGING or amount_of(table.instrument) is not None:
        return
    for clause in frame_of(table.instrument).clause_ids:
        values = table.instrument.matrix.clauses[clause].values.values()
        if any(isinstance(value, Money) for value in values):
            raise RuleError("amount_missing", clause=clause)


def _require_accepted(table: Table) -> None:
    for row, principal in open_reservations(table):
        raise RuleError("reservation_open", clause=row, principal=principal)
    for row, principal in missing_acceptances(table):
        raise RuleError("acceptance_missing", clause=row, principal=principal)
