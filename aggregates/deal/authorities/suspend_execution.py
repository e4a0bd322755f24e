"""Record that an authority suspended the execution of an instrument."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.deal.authorities.events import DecisionKind, ExecutionSuspended
from aggregates.deal.authorities.recording import check_record, require_executed, require_recorder
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.repeats import says_the_same
from aggregates.vocabulary import Command, InstrumentId, Sha256


class SuspendExecution(Command, frozen=True, kw_only=True):
    """An official records the decision by its document; ``decision`` is a new id."""

    decision: str
    instrument: InstrumentId
    kind: DecisionKind
    authority: str
    decision_sha256: Sha256


def suspend_execution(deal: Deal, command: SuspendExecution) -> Sequence[ExecutionSuspended]:
    """Record it once; every verdict says so until it is lifted, and nobody terminates meanwhile.

    Raises:
        RuleError: ``record_id_used``, and as `require_recorder`, `require_executed` and
            `check_record`.
    """
    require_recorder(deal, command.actor)
    instrument = require_executed(deal, command.instrument)
    check_record(command.decision, command.authority, command.decision_sha256)
    recorded = ExecutionSuspended(
        at=command.at,
        decision=command.decision,
        instrument=instrument.id,
        kind=command.kind,
        authority=command.authority,
        decision_sha256=command.decision_sha256,
        office=command.actor.organisation,
        by=command.actor.person,
    )
    known = deal.records.suspensions.get(command.decision)
    if known is None:
        return [recorded]
    if not says_the_same(known.recorded, recorded):
        raise RuleError("record_id_used", record=command.decision)
    return []
