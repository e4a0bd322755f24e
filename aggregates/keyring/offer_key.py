"""Offer a key of one's own, with the proof that one holds it."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.aggregate import EventsByStream
from aggregates.checks import check_sha256
from aggregates.errors import RuleError
from aggregates.keyring.events import KeyOffered
from aggregates.keyring.standing import require_signs
from aggregates.keyring.state import Keyring, keyring_of
from aggregates.mandate.state import Mandate
from aggregates.vocabulary import Command, MandateId, Sha256


class OfferKey(Command, frozen=True, kw_only=True):
    """The actor wants to sign with ``key`` under ``mandate``; the proof was checked before."""

    key: Sha256
    mandate: MandateId
    proof_sha256: Sha256


def offer_key(keyring: Keyring, mandate: Mandate, command: OfferKey) -> EventsByStream:
    """Record it. It counts once an administrator of the organisation has confirmed it.

    Offering what is offered already changes nothing.

    Raises:
        RuleError: ``sha256_malformed``, ``mandate_unknown``, ``key_of_another``,
            ``key_withdrawn``, and as `require_signs`.
    """
    actor = command.actor
    check_sha256("key", command.key)
    check_sha256("proof_sha256", command.proof_sha256)
    require_signs(mandate, command.mandate, actor.organisation, actor.person, command.at)
    return {keyring_of(actor.organisation): _offered(keyring, command)}


def _offered(keyring: Keyring, command: OfferKey) -> Sequence[KeyOffered]:
    own = keyring.keys.get(command.key)
    if own is not None and own.person != command.actor.person:
        raise RuleError("key_of_another", key=command.key)
    if own is not None and own.withdrawn is not None:
        raise RuleError("key_withdrawn", key=command.key)
    if own is not None and command.mandate in own.offered:
        return []
    return [
        KeyOffered(
            at=command.at,
            key=command.key,
            organisation=command.actor.organisation,
            mandate=command.mandate,
            proof_sha256=command.proof_sha256,
            by=command.actor.person,
        )
    ]
