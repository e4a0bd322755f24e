"""Open locked terms again."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_text
from aggregates.deal.state import Deal, Progress
from aggregates.deal.terms.at_table import require_table
from aggregates.deal.terms.events import TermsUnlocked
from aggregates.vocabulary import Command, InstrumentId


class UnlockTerms(Command, frozen=True, kw_only=True):
    """A lead opens the instrument again, and says why."""

    instrument: InstrumentId
    reason: str


def unlock_terms(deal: Deal, command: UnlockTerms) -> Sequence[TermsUnlocked]:
    """Unlock: every approval falls; acceptances stand as long as the wording does.

    Raises:
        RuleError: as `require_table` and `check_text`.
    """
    principal, instrument = require_table(
        deal,
        command,
        command.instrument,
        *(Progress.NEGOTIATING, Progress.LOCKED, Progress.APPROVING),
    )
    check_text("reason", command.reason)
    if instrument.progress is Progress.NEGOTIATING:
        return []
    return [
        TermsUnlocked(
            at=command.at,
            instrument=instrument.id,
            principal=principal,
            by=command.actor.person,
            reason=command.reason,
            voids=tuple(sorted(instrument.approvals)),
        )
    ]
