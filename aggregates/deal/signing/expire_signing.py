"""Close a signing whose deadline has passed. The scheduler asks."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.deal.guards import require_due, require_instrument
from aggregates.deal.signing.events import SigningExpired
from aggregates.deal.signing.void_signing import open_signing_of
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, InstrumentId, Kind, Role


class ExpireSigning(Command, frozen=True, kw_only=True):
    """The system's clock has reached the signing's deadline."""

    instrument: InstrumentId


def expire_signing(deal: Deal, command: ExpireSigning) -> Sequence[SigningExpired]:
    """Close the signing; a letter of intent's deadline closes the whole deal instead.

    Raises:
        RuleError: ``role_not_allowed``, ``unknown_instrument``, ``expire_deal_instead``,
            ``suspended``, ``not_due``.
    """
    check_role(command.actor, Role.SYSTEM)
    instrument = require_instrument(deal, command.instrument)
    if instrument.kind is Kind.LETTER_OF_INTENT:
        raise RuleError("expire_deal_instead", instrument=instrument.id)
    signing = open_signing_of(instrument)
    if signing is None:
        return []
    require_due(deal, signing.expires_at, command.at, "signing")
    return [
        SigningExpired(
            at=command.at,
            instrument=instrument.id,
            by=command.actor.person,
            voids=tuple(sorted(signing.signed)),
        )
    ]
