"""Complete a signature that was prepared: it came back, made with a key outside.

What must be shown, in this order:

1. the actor has the pen, and it is not over;
2. the signature is of what was prepared last (another signature would have ended the turn);
3. the key is still certified for the mandate;
4. all that `sign` asks.
"""

from __future__ import annotations

from datetime import datetime

from aggregates.aggregate import EventsByStream
from aggregates.deal.guards import require_signing
from aggregates.deal.signing.events import SignaturePrepared
from aggregates.deal.signing.sign import Sign, sign
from aggregates.deal.signing.state import Signing
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.keyring.state import Keyring
from aggregates.mandate.state import Mandate
from aggregates.vocabulary import Actor, Sha256


class CompleteSignature(Sign, frozen=True, kw_only=True):
    """The signature of what was prepared as the file of this digest."""

    prepared_pdf_sha256: Sha256


def complete_signature(
    deal: Deal, mandate: Mandate, keyring: Keyring, command: CompleteSignature
) -> EventsByStream:
    """Record the signature and the mandate's use, as `sign` does. Once more changes nothing.

    Raises:
        RuleError: as `require_prepared`, `Keyring.require_certified` and `sign`.
    """
    _, signing = require_signing(deal, command.instrument)
    attestation = command.attestation
    if attestation.field in signing.signed:
        return sign(deal, mandate, command)  # it is there already, or somebody else's
    prepared = require_prepared(
        signing, attestation.field, command.prepared_pdf_sha256, command.actor, command.at
    )
    keyring.require_certified(prepared.key, prepared.by, command.mandate, command.at)  # 3
    return sign(deal, mandate, command)  # 4


def require_prepared(
    signing: Signing, field: str, pdf_sha256: Sha256, actor: Actor, at: datetime
) -> SignaturePrepared:
    """Return what was prepared for ``actor`` at ``field`` as the file of this digest.

    Raises:
        RuleError: ``not_prepared`` if nothing was, or something else since; ``turn_over`` with the
            instant.
    """
    turn = signing.turn
    prepared = None if turn is None else turn.prepared
    if turn is None or prepared is None or (turn.person, turn.field) != (actor.person, field):
        raise RuleError("not_prepared", field=field)
    if at >= turn.expires_at.at:  # 1
        raise RuleError("turn_over", field=field, until=turn.expires_at.at)
    if prepared.revision.pdf_sha256 != pdf_sha256:  # 2
        raise RuleError("not_prepared", field=field)
    return prepared
