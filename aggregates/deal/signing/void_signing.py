"""Call a signing off: the terms stay locked, and every signature falls."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import OFFICE_ROLES
from aggregates.checks import check_text
from aggregates.deal.guards import require_instrument, require_lead
from aggregates.deal.signing.events import SigningVoided
from aggregates.deal.signing.state import Signing
from aggregates.deal.state import Deal, Instrument, Progress
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, InstrumentId, Kind


class VoidSigning(Command, frozen=True, kw_only=True):
    """A lead, or an office that is no side of the deal, calls the signing off, and says why."""

    instrument: InstrumentId
    reason: str


def void_signing(deal: Deal, command: VoidSigning) -> Sequence[SigningVoided]:
    """Call it off, also while the deal is suspended. A signing that is not open is so already.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``, ``unknown_instrument``, ``decline_instead``,
            ``executed_already``, and as `check_text`.
    """
    actor = command.actor
    if actor.role not in OFFICE_ROLES or actor.organisation in deal.parties.principals:
        require_lead(deal, actor)
    instrument = require_instrument(deal, command.instrument)
    check_text("reason", command.reason)
    if instrument.kind is Kind.LETTER_OF_INTENT:
        raise RuleError("decline_instead", instrument=instrument.id)
    if instrument.progress is Progress.EXECUTED:
        raise RuleError("executed_already", instrument=instrument.id)
    signing = open_signing_of(instrument)
    if signing is None:
        return []
    return [
        SigningVoided(
            at=command.at,
            instrument=instrument.id,
            by=command.actor.person,
            reason=command.reason,
            voids=tuple(sorted(signing.signed)),
        )
    ]


def open_signing_of(instrument: Instrument) -> Signing | None:
    """Return the signing that is open on ``instrument``, if one is."""
    return instrument.signing if instrument.progress is Progress.SIGNING else None
