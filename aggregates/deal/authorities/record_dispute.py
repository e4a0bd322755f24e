"""Record that an executed instrument is in dispute."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.deal.authorities.events import DisputeKind, DisputeRecorded
from aggregates.deal.authorities.recording import check_record, require_executed, require_recorder
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.repeats import says_the_same
from aggregates.vocabulary import Command, InstrumentId, Sha256


class RecordDispute(Command, frozen=True, kw_only=True):
    """An official records a dispute, by the document that shows it; ``dispute`` is a new id."""

    dispute: str
    instrument: InstrumentId
    kind: DisputeKind
    authority: str
    document_sha256: Sha256


def record_dispute(deal: Deal, command: RecordDispute) -> Sequence[DisputeRecorded]:
    """Record it once; every verdict says so until it is settled.

    Raises:
        RuleError: ``record_id_used``, and as `require_recorder`, `require_executed` and
            `check_record`.
    """
    require_recorder(deal, command.actor)
    instrument = require_executed(deal, command.instrument)
    check_record(command.dispute, command.authority, command.document_sha256)
    recorded = DisputeRecorded(
        at=command.at,
        dispute=command.dispute,
        instrument=instrument.id,
        kind=command.kind,
        authority=command.authority,
        document_sha256=command.document_sha256,
        office=command.actor.organisation,
        by=command.actor.person,
    )
    known = deal.records.disputes.get(command.dispute)
    if known is None:
        return [recorded]
    if not says_the_same(known.recorded, recorded):
        raise RuleError("record_id_used", record=command.dispute)
    return []
