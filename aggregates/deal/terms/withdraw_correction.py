"""Take back a clerical correction that not everybody has confirmed."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_text
from aggregates.deal.state import Deal, Progress
from aggregates.deal.terms.at_table import require_table
from aggregates.deal.terms.correction_withdrawn import ClericalCorrectionWithdrawn
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, InstrumentId


class WithdrawCorrection(Command, frozen=True, kw_only=True):
    """A lead takes back what their side has proposed, and says why."""

    instrument: InstrumentId
    correction: str
    reason: str


def withdraw_correction(
    deal: Deal, command: WithdrawCorrection
) -> Sequence[ClericalCorrectionWithdrawn]:
    """Take it back: every confirmation of it is void, and the locked text stands as it was.

    Raises:
        RuleError: ``unknown_correction``, ``correction_of_another_side``, and as `require_table`
            and `check_text`.
    """
    principal, instrument = require_table(
        deal,
        command,
        command.instrument,
        *(Progress.LOCKED, Progress.APPROVING, Progress.SIGNING),
    )
    under_way = instrument.matrix.correction
    if under_way is None or under_way.id != command.correction:
        raise RuleError("unknown_correction", correction=command.correction)
    if under_way.principal != principal:
        raise RuleError("correction_of_another_side", principal=under_way.principal)
    check_text("reason", command.reason)
    return [
        ClericalCorrectionWithdrawn(
            at=command.at,
            instrument=instrument.id,
            correction=command.correction,
            principal=principal,
            by=command.actor.person,
            reason=command.reason,
        )
    ]
