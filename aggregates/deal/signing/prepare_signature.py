"""Have a signature prepared for a key of one's own: the pen is taken, the revision laid out.

The key is outside. What is to be signed, and for whom, stands in the log and its files until the
signature comes back or the turn is over: nothing of it is in the memory of a server.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final, TypeAlias

from msgspec.structs import replace

from aggregates.aggregate import EventsByStream
from aggregates.checks import check_count, check_sha256
from aggregates.deal.clock import standing
from aggregates.deal.guards import require_signing
from aggregates.deal.signing.events import Consent, Revision, SignaturePrepared, SigningTurnOpened
from aggregates.deal.signing.sign import Attestation, Sign, sign
from aggregates.deal.state import Deal
from aggregates.keyring.state import Keyring
from aggregates.mandate.state import Mandate
from aggregates.vocabulary import Command, InstrumentId, Language, MandateId, Sha256

LEASE: Final = timedelta(minutes=10)
"""How long whoever signs outside keeps all others waiting, at most."""
BY_OWN_KEY: Final = "own_key"
"""How a person shows to be present who signs with a key of their own: by the signature itself."""

PreparationEvent: TypeAlias = SigningTurnOpened | SignaturePrepared


class PrepareSignature(Command, frozen=True, kw_only=True):
    """A revision was laid out at ``field`` for the actor's ``key``, as `SignaturePrepared` says."""

    instrument: InstrumentId
    field: str
    mandate: MandateId
    terms_sha256: Sha256
    revision: Revision
    contents_start: int
    contents_end: int
    key: Sha256
    certificate_sha256: Sha256
    language: Language


def prepare_signature(
    deal: Deal, mandate: Mandate, keyring: Keyring, command: PrepareSignature
) -> EventsByStream:
    """Open the actor's turn and record what was laid out.

    All that `sign` asks is asked now: nobody is kept waiting for what could not be recorded.
    Preparing anew takes the place of what was prepared; the very same changes nothing, nor does
    preparing what the actor has signed already.

    Raises:
        RuleError: as `sign` and `Keyring.require_certified`; ``count_too_small``.
    """
    check_count("contents_start", command.contents_start)
    check_count("contents_end", command.contents_end, least=command.contents_start + 1)
    if not any(sign(deal, mandate, _to_sign(command)).values()):
        return {}
    _require_key(keyring, command)
    return {} if _is_laid_out(deal, command) else {deal.id: _opened(deal, command)}


def _to_sign(command: PrepareSignature) -> Sign:
    """Return the signature as it would come back: its evidence is what was laid out."""
    consent = Consent(
        language=command.language, method=BY_OWN_KEY, evidence_sha256=command.revision.pdf_sha256
    )
    return Sign(
        actor=command.actor,
        at=command.at,
        instrument=command.instrument,
        mandate=command.mandate,
        terms_sha256=command.terms_sha256,
        attestation=Attestation(
            field=command.field,
            revision=command.revision,
            certificate_sha256=command.certificate_sha256,
            consent=consent,
        ),
    )


def _require_key(keyring: Keyring, command: PrepareSignature) -> None:
    check_sha256("key", command.key)
    person, at = command.actor.person, command.at
    keyring.require_certified(command.key, person, command.mandate, at)


def _is_laid_out(deal: Deal, command: PrepareSignature) -> bool:
    """Return whether this very file waits for the actor's signature already."""
    _, signing = require_signing(deal, command.instrument)
    turn = signing.turn
    if turn is None or turn.prepared is None or command.at >= turn.expires_at.at:
        return False
    prepared = turn.prepared
    there = prepared.by, prepared.field, prepared.revision, prepared.key
    return there == (command.actor.person, command.field, command.revision, command.key)


def _opened(deal: Deal, command: PrepareSignature) -> Sequence[PreparationEvent]:
    instrument, signing = require_signing(deal, command.instrument)
    over = standing(deal, signing.expires_at, command.at)
    turn = SigningTurnOpened(
        at=command.at,
        instrument=instrument.id,
        field=command.field,
        principal=command.actor.organisation,
        by=command.actor.person,
        pdf_sha256=command.revision.previous_pdf_sha256,
        expires_at=replace(over, at=min(command.at + LEASE, over.at)),
    )
    prepared = SignaturePrepared(
        at=command.at,
        instrument=instrument.id,
        field=command.field,
        principal=command.actor.organisation,
        by=command.actor.person,
        mandate=command.mandate,
        terms_sha256=command.terms_sha256,
        revision=command.revision,
        contents_start=command.contents_start,
        contents_end=command.contents_end,
        key=command.key,
        certificate_sha256=command.certificate_sha256,
        language=command.language,
    )
    return [turn, prepared]
