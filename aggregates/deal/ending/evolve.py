"""How what leads to the end of a deal changes it."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from aggregates.deal.change import ended, put
from aggregates.deal.ending.events import (
    DealTerminated,
    EndingEvent,
    TerminationNoticeGiven,
    TerminationNoticeWithdrawn,
)
from aggregates.deal.ending.state import Notice
from aggregates.deal.state import Deal, Stage


def evolve_ending(deal: Deal, event: EndingEvent) -> Deal:
    """Return the deal after ``event``. Never refuses: it has happened."""
    match event:
        case TerminationNoticeGiven():
            notice = Notice(
                principal=event.principal,
                ground=event.ground,
                reason=event.reason,
                ends_at=event.ends_at,
            )
            return _with_notice(deal, event.notice, notice)
        case TerminationNoticeWithdrawn():
            notice = deal.ending.notices[event.notice]
            return _with_notice(deal, event.notice, replace(notice, withdrawn=True))
        case DealTerminated():
            over = ended(deal, Stage.TERMINATED, event.at, deal.parties)
            ending = replace(over.ending, ground=event.ground, notice=event.notice)
            return replace(over, ending=ending)
        case _:
            assert_never(event)


def _with_notice(deal: Deal, identifier: str, notice: Notice) -> Deal:
    notices = put(deal.ending.notices, identifier, notice)
    return replace(deal, ending=replace(deal.ending, notices=notices))
