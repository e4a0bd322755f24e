"""The deadlines that run in a deal, as its state has them, and none for those who are not in it."""

from __future__ import annotations

import pytest
from databases import prepared
from in_force import SIGNED
from msgspec.structs import replace
from people import DAY, NOON
from shelf import ALL, Shelf, named, shared
from three_sides import ENGAGED, LETTER_SENT
from walks import walks

from aggregates.deal.ending.events import Ground, TerminationNoticeGiven
from aggregates.deal.events import DealEvent
from aggregates.deal.parties.events import Clock, DealExpired, DealSuspended, ReopenProposed
from aggregates.vocabulary import Deadline
from ledger.embedded import Server
from projections.course.moved import course_of
from projections.reader import Reader
from projections.views.deadlines import DeadlinePlace, DeadlineRow, deadline_rows, list_deadlines

SUSPENDED = DealSuspended(at=NOON, by="official", reason="A question of law.")
EXPIRED = DealExpired(at=NOON, clock=Clock.DEAL, by="system")
ASKED = ReopenProposed(
    at=NOON + DAY,
    proposal="again-1",
    principal="linghai",
    by="lin-yue",
    reason="Prices have come down.",
    expires_at=Deadline(at=NOON + 300 * DAY, zone="Asia/Shanghai"),
)

NOTICE = TerminationNoticeGiven(
    at=NOON,
    notice="notice-1",
    principal="linghai",
    by="lin-yue",
    ground=Ground.BREACH,
    reason="Nothing was delivered.",
    ends_at=Deadline(at=NOON + 30 * DAY, zone="Asia/Shanghai"),
)


def running(*events: DealEvent) -> list[DeadlineRow]:
    """Return the deadlines after these events."""
    return list(deadline_rows(course_of((one, n) for n, one in enumerate(events, start=1)).deal))


def test_a_letter_that_was_sent_has_its_deadline_beside_the_deals() -> None:
    found = {row.clock: row for row in running(*LETTER_SENT)}
    assert found.keys() == {"deal", "intent"}
    assert found["intent"].instrument == "letter-1"
    assert found["intent"].at == NOON + DAY


def test_a_deadline_says_since_when_its_clock_stands() -> None:
    (row,) = running(*ENGAGED, SUSPENDED)
    assert (row.clock, row.stopped_at) == ("deal", NOON)


def test_a_notice_stands_still_with_the_clock_as_the_rule_has_it() -> None:
    (row,) = running(*SIGNED, NOTICE, SUSPENDED)
    assert (row.clock, row.subject, row.stopped_at) == ("notice", "notice-1", NOON)


def test_what_has_ended_can_be_taken_up_again_within_the_editions_window() -> None:
    assert running(*ENGAGED, EXPIRED) == []
    (row,) = running(*ENGAGED, EXPIRED, ASKED)
    assert (row.clock, row.subject, row.zone) == ("reopening", "again-1", "Asia/Shanghai")
    assert row.at == NOON + 90 * DAY


@pytest.fixture(scope="module")
def shelf(postgres: Server) -> Shelf:
    """Give some deals of the walks."""
    made = Shelf(prepared(postgres, "deadlines"))
    found = enumerate(walks(3)[:5])
    made.put(shared({f"deal-{n}": named(one, f"deal-{n}") for n, one in found}))
    return made


def test_deadlines_are_listed_by_their_instant_page_by_page(shelf: Shelf) -> None:
    whole = shelf.ask(ALL, lambda c: list_deadlines(c, ALL))
    assert len(whole) > 2
    assert [row.at for row in whole] == sorted(row.at for row in whole)
    first = whole[0]
    place = DeadlinePlace(first.at, first.deal, first.clock, first.instrument, first.subject)
    assert shelf.ask(ALL, lambda c: list_deadlines(c, ALL, after=place)) == whole[1:]
    until = whole[-1].at
    early = shelf.ask(ALL, lambda c: list_deadlines(c, ALL, until=until))
    assert list(early) == [row for row in whole if row.at < until]


def test_nobody_is_told_the_deadlines_of_others(shelf: Shelf) -> None:
    stranger = Reader(person="lin-yue", organisation="stranger")
    assert shelf.ask(stranger, lambda c: list_deadlines(c, stranger)) == []
    linghai = replace(stranger, organisation="linghai")
    assert shelf.ask(linghai, lambda c: list_deadlines(c, linghai, deal="deal-0"))
