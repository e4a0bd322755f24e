"""Put a side document beside an executed instrument: an apostille, a receipt of stamp duty."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import OFFICE_ROLES
from aggregates.deal.authorities.events import AttestationAttached, AttestationKind
from aggregates.deal.authorities.recording import FROM_SIGNED_ON, check_record, require_executed
from aggregates.deal.guards import require_lead, require_stage
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.repeats import says_the_same
from aggregates.vocabulary import Command, InstrumentId, Sha256


class AttachAttestation(Command, frozen=True, kw_only=True):
    """A lead or an office attaches a document by its digest; ``attestation`` is a new id."""

    attestation: str
    instrument: InstrumentId
    kind: AttestationKind
    authority: str
    document_sha256: Sha256


def attach_attestation(deal: Deal, command: AttachAttestation) -> Sequence[AttestationAttached]:
    """Attach it once. The sealed PDF is not touched, and nothing else changes.

    Raises:
        RuleError: ``wrong_stage``, ``not_a_principal``, ``not_lead``, ``record_id_used``, and as
            `require_executed` and `check_record`.
    """
    actor = command.actor
    require_stage(deal, *FROM_SIGNED_ON)
    if actor.role not in OFFICE_ROLES or actor.organisation in deal.parties.principals:
        require_lead(deal, actor)
    instrument = require_executed(deal, command.instrument)
    check_record(command.attestation, command.authority, command.document_sha256)
    attached = AttestationAttached(
        at=command.at,
        attestation=command.attestation,
        instrument=instrument.id,
        kind=command.kind,
        authority=command.authority,
        document_sha256=command.document_sha256,
        organisation=actor.organisation,
        by=actor.person,
    )
    known = deal.records.attestations.get(command.attestation)
    if known is None:
        return [attached]
    if not says_the_same(known, attached):
        raise RuleError("record_id_used", record=command.attestation)
    return []
