"""The clock of a deal: it stands while the deal is suspended or a filing waits on an authority.

Whatever stops it, the clock is one: two stops that overlap are counted once. While it stands,
``Parties.stopped_at`` is the instant as of which the deadlines are written down. When it runs again
each of them is later by the time since then; an event that sets a new deadline meanwhile first
brings the others to its own instant, so that the new one is later only by what remains.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from aggregates.deal.ending.state import Ending
from aggregates.deal.filings.state import Filing, Status
from aggregates.deal.parties.state import Parties
from aggregates.deal.state import Deal, Instrument
from aggregates.vocabulary import Deadline


def standing(deal: Deal, deadline: Deadline, at: datetime) -> Deadline:
    """Return where ``deadline`` stands at ``at``: later by the time that the clock stood still."""
    since = deal.parties.stopped_at
    if since is None or at <= since:
        return deadline
    return replace(deadline, at=deadline.at + (at - since))


def is_waiting(deal: Deal) -> bool:
    """Return whether a filing waits on its authority."""
    return any(filing.status is Status.SUBMITTED for filing in deal.filings.values())


def stopped(deal: Deal, at: datetime) -> Deal:
    """Return the deal with its clock standing since ``at``, or for as long as it has already."""
    if deal.parties.stopped_at is not None:
        return deal
    return replace(deal, parties=replace(deal.parties, stopped_at=at))


def going_on(deal: Deal, at: datetime) -> Deal:
    """Return the deal with its clock running again, unless something stops it still."""
    if deal.parties.suspended_at is not None or is_waiting(deal):
        return deal
    moved = wound(deal, at)
    return replace(moved, parties=replace(moved.parties, stopped_at=None))


def wound(deal: Deal, at: datetime) -> Deal:
    """Return the deal with every open deadline written down as of ``at``; the clock stands on."""
    since = deal.parties.stopped_at
    if since is None or at <= since:
        return deal
    pause = at - since
    return replace(
        deal,
        parties=_parties(deal.parties, pause, at),
        instruments={key: _instrument(value, pause) for key, value in deal.instruments.items()},
        filings={key: _filing(value, pause) for key, value in deal.filings.items()},
        ending=_ending(deal.ending, pause),
    )


def _parties(parties: Parties, pause: timedelta, at: datetime) -> Parties:
    asked = parties.extension
    if asked is not None:
        asked = replace(asked, expires_at=_later(asked.expires_at, pause))
    until = _later(parties.expires_at, pause)
    return replace(parties, stopped_at=at, expires_at=until, extension=asked)


def _instrument(instrument: Instrument, pause: timedelta) -> Instrument:
    offer, signing = instrument.matrix.offer, instrument.signing
    if offer is not None and offer.live:
        until = offer.irrevocable_until
        offer = replace(
            offer,
            expires_at=_later(offer.expires_at, pause),
            irrevocable_until=None if until is None else _later(until, pause),
        )
    if signing is not None:
        signing = replace(signing, expires_at=_later(signing.expires_at, pause))
    return replace(instrument, matrix=replace(instrument.matrix, offer=offer), signing=signing)


def _filing(filing: Filing, pause: timedelta) -> Filing:
    if filing.done:
        return filing
    return replace(filing, due=_later(filing.due, pause))


def _ending(ending: Ending, pause: timedelta) -> Ending:
    if not ending.notices:
        return ending
    notices = {
        key: replace(notice, ends_at=_later(notice.ends_at, pause))
        for key, notice in ending.notices.items()
    }
    return replace(ending, notices=notices)


def _later(deadline: Deadline, pause: timedelta) -> Deadline:
    return replace(deadline, at=deadline.at + pause)
