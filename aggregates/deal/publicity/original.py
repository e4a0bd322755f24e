"""Whether the original of a document is open to whoever holds a page of it."""

from __future__ import annotations

from aggregates.deal.publicity.events import Item
from aggregates.deal.publicity.state import items_agreed
from aggregates.deal.state import Deal, Instrument, Progress
from aggregates.vocabulary import SeatRole


def is_original_open(deal: Deal, instrument: Instrument) -> bool:
    """Return whether every side of an executed instrument lets its original be opened.

    Its sides are who had a seat in it and who acceded to it since. One that has left the deal took
    its word along: what it signed is closed from then on.
    """
    signing = instrument.signing
    if signing is None or instrument.progress is not Progress.EXECUTED:
        return False
    seated = {seat.of for seat in signing.seats.values() if seat.role is SeatRole.SIGNATORY}
    sides = seated | instrument.acceded
    return Item.ORIGINAL in items_agreed(deal.publicity, instrument.id, sides)
