"""Record that an authority annulled an instrument."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.deal.authorities.events import AnnulledByDecision, DecisionKind
from aggregates.deal.authorities.recording import check_record, require_executed, require_recorder
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.repeats import says_the_same
from aggregates.vocabulary import Command, InstrumentId, Sha256


class Annul(Command, frozen=True, kw_only=True):
    """An official records the decision by its document."""

    decision: str
    instrument: InstrumentId
    kind: DecisionKind
    authority: str
    decision_sha256: Sha256


def annul(deal: Deal, command: Annul) -> Sequence[AnnulledByDecision]:
    """Record it once: no verdict on the paper says VALID any more.

    When it is the leading instrument, nothing is done under it, nor changed in it, from then on.

    Raises:
        RuleError: ``annulled_already`` by another decision, and as `require_recorder`,
            `require_executed` and `check_record`.
    """
    require_recorder(deal, command.actor)
    instrument = require_executed(deal, command.instrument)
    check_record(command.decision, command.authority, command.decision_sha256)
    annulled = AnnulledByDecision(
        at=command.at,
        decision=command.decision,
        instrument=instrument.id,
        kind=command.kind,
        authority=command.authority,
        decision_sha256=command.decision_sha256,
        office=command.actor.organisation,
        by=command.actor.person,
    )
    known = deal.records.annulments.get(instrument.id)
    if known is None:
        return [annulled]
    if not says_the_same(known, annulled):
        raise RuleError("annulled_already", instrument=instrument.id, decision=known.decision)
    return []
