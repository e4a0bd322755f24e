"""The clocks of a deal that run: what the system does when nobody else does anything in time."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from aggregates.deal.guards import AT_THE_TABLE, ON_THE_CLOCK
from aggregates.deal.parties.events import Clock
from aggregates.deal.state import Deal, Instrument, Progress, Stage
from aggregates.vocabulary import Deadline, InstrumentId, Kind


class Running(msgspec.Struct, frozen=True, kw_only=True):
    """A clock that runs. ``number`` tells apart the offers of one instrument, and is 0 else."""

    clock: Clock
    instrument: InstrumentId
    number: int = 0
    due: Deadline


def running(deal: Deal) -> Iterator[Running]:
    """Yield the clocks that run: at their instant, ``expire_...`` of what they name is due.

    While a deal is suspended or waits on an authority, none does.
    """
    if not deal.id or deal.parties.stopped_at is not None:
        return
    if deal.stage in ON_THE_CLOCK:
        yield Running(clock=Clock.DEAL, instrument="", due=deal.parties.expires_at)
    for instrument in deal.instruments.values():
        yield from _of_instrument(deal, instrument)


def _of_instrument(deal: Deal, instrument: Instrument) -> Iterator[Running]:
    offer, signing = instrument.matrix.offer, instrument.signing
    if instrument.progress is Progress.NEGOTIATING and deal.stage in AT_THE_TABLE:
        if offer is not None and offer.live:
            yield Running(
                clock=Clock.OFFER,
                instrument=instrument.id,
                number=offer.number,
                due=offer.expires_at,
            )
    elif instrument.progress is Progress.SIGNING and signing is not None:
        if instrument.kind is not Kind.LETTER_OF_INTENT:
            due = signing.expires_at
            yield Running(clock=Clock.SIGNING, instrument=instrument.id, due=due)
        elif deal.stage is Stage.INTENT and offer is not None:
            yield Running(clock=Clock.INTENT, instrument=instrument.id, due=offer.expires_at)
