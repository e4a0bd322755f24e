"""Ask no longer for what another side owes."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_text
from aggregates.deal.guards import require_lead, require_open
from aggregates.deal.performance.events import ObligationWrittenOff
from aggregates.deal.performance.guards import is_performed, require_obligation
from aggregates.deal.state import Deal, Stage
from aggregates.errors import RuleError
from aggregates.vocabulary import Command


class WriteOffObligation(Command, frozen=True, kw_only=True):
    """The lead of a side that is owed ``obligation`` gives it up, and says why."""

    obligation: str
    reason: str


def write_off_obligation(deal: Deal, command: WriteOffObligation) -> Sequence[ObligationWrittenOff]:
    """Give it up once; it is written off when every side but the one that owes it has.

    What all owe together, all give up. What is performed is not given up any more.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``, ``unknown_obligation``, ``owed_by_you``,
            and as `require_open` and `check_text`.
    """
    principal = require_lead(deal, command.actor)
    owed = require_obligation(deal, command.obligation)
    check_text("reason", command.reason)
    if owed.principal == principal:
        raise RuleError("owed_by_you", obligation=owed.id)
    given_up = deal.performance.written_off.get(owed.id, frozenset())
    if principal in given_up or is_performed(deal, owed):
        return []
    require_open(deal, command.at, {Stage.EFFECTIVE})
    return [
        ObligationWrittenOff(
            at=command.at,
            obligation=owed.id,
            principal=principal,
            reason=command.reason,
            by=command.actor.person,
        )
    ]
