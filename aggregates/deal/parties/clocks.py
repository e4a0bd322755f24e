"""How the clocks of a deal move: extended by its sides, stopped and started by an official."""

from __future__ import annotations

from msgspec.structs import replace

from aggregates.deal.change import with_instrument
from aggregates.deal.clock import going_on, stopped
from aggregates.deal.parties.events import (
    Clock,
    DeadlineExtended,
    DeadlineExtensionConsented,
    DeadlineExtensionProposed,
    DealResumed,
    DealSuspended,
)
from aggregates.deal.parties.state import Extension
from aggregates.deal.state import Deal, Instrument
from aggregates.deal.used import used
from aggregates.vocabulary import Deadline


def extension_proposed(deal: Deal, event: DeadlineExtensionProposed) -> Deal:
    """Return the deal with this proposal in the place of any other; who proposed has agreed."""
    extension = Extension(
        proposal=event.proposal, expires_at=event.expires_at, consents=frozenset({event.principal})
    )
    return replace(used(deal, event.proposal), parties=replace(deal.parties, extension=extension))


def extension_consented(deal: Deal, event: DeadlineExtensionConsented) -> Deal:
    """Return the deal with one more consent to the extension under way."""
    extension = deal.parties.extension
    if extension is None:
        return deal
    extension = replace(extension, consents=extension.consents | {event.principal})
    return replace(deal, parties=replace(deal.parties, extension=extension))


def extended(deal: Deal, event: DeadlineExtended) -> Deal:
    """Return the deal with the deadline moved; a letter's is that of its offer and its signing."""
    if event.clock is Clock.DEAL:
        parties = replace(deal.parties, expires_at=event.expires_at, extension=None)
        return replace(deal, parties=parties)
    instrument = deal.instruments[event.instrument]
    if event.clock is not Clock.OFFER:
        instrument = _signing_until(instrument, event.expires_at)
    if event.clock is not Clock.SIGNING:
        instrument = _offer_until(instrument, event.expires_at)
    return with_instrument(deal, instrument)


def _offer_until(instrument: Instrument, expires_at: Deadline) -> Instrument:
    offer = instrument.matrix.offer
    if offer is None:
        return instrument
    moved = replace(offer, expires_at=expires_at)
    return replace(instrument, matrix=replace(instrument.matrix, offer=moved))


def _signing_until(instrument: Instrument, expires_at: Deadline) -> Instrument:
    if instrument.signing is None:
        return instrument
    return replace(instrument, signing=replace(instrument.signing, expires_at=expires_at))


def suspended(deal: Deal, event: DealSuspended) -> Deal:
    """Return the deal suspended, with its clock standing still."""
    return stopped(replace(deal, parties=replace(deal.parties, suspended_at=event.at)), event.at)


def resumed(deal: Deal, event: DealResumed) -> Deal:
    """Return the deal with its clocks running, unless a filing waits on an authority."""
    return going_on(replace(deal, parties=replace(deal.parties, suspended_at=None)), event.at)
