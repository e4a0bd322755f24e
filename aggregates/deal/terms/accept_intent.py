"""Accept a letter of intent by signing it."""

from __future__ import annotations

from aggregates.aggregate import EventsByStream
from aggregates.deal.guards import require_instrument, require_open, require_signing
from aggregates.deal.signing.sign import Attestation, Sign, signature
from aggregates.deal.signing.state import Signing
from aggregates.deal.state import Deal, Stage
from aggregates.deal.terms.at_table import require_letter
from aggregates.deal.terms.events import IntentAccepted
from aggregates.errors import RuleError
from aggregates.mandate.state import Mandate
from aggregates.vocabulary import Command, InstrumentId, MandateId, OrganisationId, Sha256


class AcceptIntent(Command, frozen=True, kw_only=True):
    """The actor signs, for the actor's organisation, the letter of this digest."""

    instrument: InstrumentId
    mandate: MandateId
    terms_sha256: Sha256
    attestation: Attestation


def accept_intent(deal: Deal, mandate: Mandate, command: AcceptIntent) -> EventsByStream:
    """Accept with the principal's first signature; with the last required one it is executed.

    Raises:
        RuleError: ``unknown_instrument``, ``not_a_letter``, ``no_signing``, ``wrong_stage``,
            ``suspended``, ``accepted_already`` (what else a principal must sign is signed as
            any instrument is), and as `signature`.
    """
    require_letter(require_instrument(deal, command.instrument))
    _, signing = require_signing(deal, command.instrument)
    if _signed_already(signing, command):
        return {}
    require_open(deal, command.at, {Stage.INTENT})
    require_not_accepted(signing, command.actor.organisation)
    signed = signature(deal, mandate, _sign(command))
    accepted = IntentAccepted(
        at=command.at,
        instrument=command.instrument,
        principal=command.actor.organisation,
        by=command.actor.person,
        terms_sha256=command.terms_sha256,
    )
    return {**signed, deal.id: [accepted, *signed[deal.id]]}


def require_not_accepted(signing: Signing, principal: OrganisationId) -> None:
    """Refuse when ``principal`` has signed the letter: as its sender, or accepting it.

    Raises:
        RuleError: ``accepted_already``.
    """
    if any(signing.seats[field].of == principal for field in signing.signed):
        raise RuleError("accepted_already", principal=principal)


def _signed_already(signing: Signing, command: AcceptIntent) -> bool:
    done = signing.signed.get(command.attestation.field)
    return done is not None and (done.person, done.mandate, done.terms_sha256) == (
        command.actor.person,
        command.mandate,
        command.terms_sha256,
    )


def _sign(command: AcceptIntent) -> Sign:
    return Sign(
        actor=command.actor,
        at=command.at,
        instrument=command.instrument,
        mandate=command.mandate,
        terms_sha256=command.terms_sha256,
        attestation=command.attestation,
    )
