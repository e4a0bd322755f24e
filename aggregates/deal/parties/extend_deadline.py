"""Move the deadline of an offer, a letter of intent or a signing, by whoever set it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from aggregates.deal.clock import standing
from aggregates.deal.guards import (
    UNDER_WAY,
    require_deadline,
    require_instrument,
    require_later,
    require_lead_or_sponsor,
    require_open,
    require_time_left,
)
from aggregates.deal.parties.events import Clock, DeadlineExtended
from aggregates.deal.state import Deal, Instrument, Progress
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, Deadline, InstrumentId, Kind, OrganisationId


class ExtendDeadline(Command, frozen=True, kw_only=True):
    """The clock ``clock`` of ``instrument`` is to run until ``expires_at``."""

    clock: Clock
    instrument: InstrumentId
    expires_at: Deadline


class Running(msgspec.Struct, frozen=True, kw_only=True):
    """A clock that runs, and the side that set it."""

    expires_at: Deadline
    set_by: OrganisationId


def extend_deadline(deal: Deal, command: ExtendDeadline) -> Sequence[DeadlineExtended]:
    """Extend what has not yet expired. An irrevocable offer stays irrevocable as long as it was.

    Raises:
        RuleError: ``wrong_stage``, ``suspended``, ``deadline_passed``, ``needs_consent``,
            ``unknown_instrument``, ``not_running``, ``not_a_principal``, ``not_lead``,
            ``not_yours_to_extend``, ``not_later``, and as `require_deadline`.
    """
    require_open(deal, command.at, UNDER_WAY)
    clock = command.clock.value
    running = _running(require_instrument(deal, command.instrument), command.clock)
    if running is None:
        raise RuleError("not_running", clock=clock, instrument=command.instrument)
    if require_lead_or_sponsor(deal, command.actor) != running.set_by:
        raise RuleError("not_yours_to_extend", clock=clock, principal=running.set_by)
    until = standing(deal, running.expires_at, command.at)
    require_time_left(until, command.at, clock)
    require_deadline(command.expires_at, command.at, clock)
    if command.expires_at == running.expires_at:
        return []
    require_later(command.expires_at, until, clock)
    return [
        DeadlineExtended(
            at=command.at,
            clock=command.clock,
            instrument=command.instrument,
            by=command.actor.person,
            previous=until,
            expires_at=command.expires_at,
        )
    ]


def _running(instrument: Instrument, clock: Clock) -> Running | None:
    if clock is Clock.DEAL:
        raise RuleError("needs_consent", clock=clock.value)
    letter = instrument.kind is Kind.LETTER_OF_INTENT
    if letter is not (clock is Clock.INTENT):
        return None
    if clock is Clock.SIGNING:
        return _signing(instrument)
    return _offer(instrument, Progress.SIGNING if letter else Progress.NEGOTIATING)


def _signing(instrument: Instrument) -> Running | None:
    signing = instrument.signing
    if signing is None or instrument.progress is not Progress.SIGNING:
        return None
    return Running(expires_at=signing.expires_at, set_by=signing.principal)


def _offer(instrument: Instrument, progress: Progress) -> Running | None:
    offer = instrument.matrix.offer
    if offer is None or not offer.live or instrument.progress is not progress:
        return None
    return Running(expires_at=offer.expires_at, set_by=offer.principal)
