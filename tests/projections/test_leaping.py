"""Far behind, many events are followed at once: the rows are those of small steps."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import cycle

import pytest
from following import following
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from projecting import QUICK, Faulty, House
from waiting import until

from ledger.errors import LedgerError
from projections.batch import Batch
from projections.change import Change
from projections.errors import ProjectionError
from projections.runner.live import Head, Live
from projections.runner.pace import Pace
from projections.runner.session import Bounds
from projections.runner.sources import Sources
from projections.views import all_views, deals, readers

PIECES = replace(QUICK, piece_events=30)
SINGLE = replace(QUICK, piece_events=1)
FAR = replace(PIECES, batch_events=5, far_events=10, first_leap_events=10)
COPIES = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@COPIES
@given(ways=st.lists(st.tuples(st.booleans(), st.integers(1, 120)), min_size=1, max_size=5))
def test_leaps_and_steps_of_any_length_lead_to_the_same_rows(
    house: House, ran: House, ways: list[tuple[bool, int]]
) -> None:
    house.begin_anew()
    with house.leading(pace=PIECES) as live:
        for head in live.heads():
            position = 0
            for leaps, events in cycle(ways):
                if position == head.last:
                    break
                through = min(head.last, position + events)
                go = live.leap(head.log, position, through) if leaps else None
                position = go or live.step(head.log, position, events)
    assert house.positions() == house.heads()
    assert house.everything() == ran.everything()
    assert house.rows("tasks") == ran.rows("tasks")


def test_who_is_far_behind_leaps_and_who_is_not_steps(house: House) -> None:
    _, edition = house.logs
    with house.leading([deals], FAR) as live:
        assert live.further(Head(edition, 100, 0)) == 10
        assert live.further(Head(edition, 100, 10)) == 30
        assert live.further(Head(edition, 39, 30)) == 35
        assert live.further(Head(edition, 200, 35), careful=True) == 40


def test_a_leap_leaves_streams_in_memory_that_a_step_goes_on_with(house: House, ran: House) -> None:
    with house.leading(pace=PIECES) as live:
        for head in live.heads():
            live.leap(head.log, 0, head.last // 2)
            live.step(head.log, head.last // 2, head.last)
    assert house.everything() == ran.everything()


def test_nothing_of_a_leap_stands_that_failed_on_its_way(house: House) -> None:
    _, edition = house.logs
    calls = iter(range(1_000))

    def fault() -> None:
        if next(calls) == 2:
            raise LedgerError("payload_tampered")

    with house.leading([Faulty(deals, fault), readers], SINGLE) as live:
        with pytest.raises(LedgerError):
            live.leap(edition, 0, 200)
        assert house.positions()[edition] == 0
        assert house.rows("deal_readers") == house.rows("tasks") == []
        assert leapt(live, edition) == 200
    assert house.rows("deals")


def test_a_leap_from_elsewhere_than_the_views_are_is_refused(house: House) -> None:
    registry, _ = house.logs
    with house.leading([deals]) as live:
        live.step(registry, 0, 2)
        with pytest.raises(ProjectionError) as refused:
            live.leap(registry, 0, 5)
    assert (refused.value.code, refused.value.facts["position"]) == ("position_moved", 0)


def test_a_leap_past_the_end_of_a_log_is_refused(house: House) -> None:
    registry, _ = house.logs
    with house.leading([deals]) as live, pytest.raises(LedgerError) as refused:
        live.leap(registry, 0, house.heads()[registry] + 1)
    assert refused.value.code == "positions_missing"


def test_what_fails_far_behind_is_come_as_near_to_as_can_be(house: House) -> None:
    _, edition = house.logs
    with house.leading([Refusing(83)], FAR):
        pass
    with following(house.projector([Refusing(83)], FAR)):
        until(lambda: house.positions().get(edition) == 80)
        until(lambda: bool(house.query("SELECT FROM projections.stuck WHERE position = 80")))


class Refusing:
    """A view that can not get over one position."""

    NAME, VERSION, TABLES, DDL = deals.NAME, deals.VERSION, deals.TABLES, deals.DDL

    def __init__(self, position: int) -> None:
        self._position = position

    def change(self, batch: Batch) -> Iterable[Change]:
        """Do as the view does, but for batches with this position in an edition."""
        if batch.first <= self._position <= batch.last and batch.last > 60:
            raise LedgerError("payload_tampered")
        return deals.change(batch)


def leapt(live: Live, log: object) -> int:
    """Leap over the same part of the log as before."""
    (head,) = (one for one in live.heads() if one.log == log)
    return live.leap(head.log, head.position, 200)


def test_a_leap_is_twice_as_far_as_the_last_while_that_is_quick() -> None:
    pace = Pace(far_events=1_000, leap_seconds=8.0)
    assert pace.reach(4_000, 3.9) == 8_000
    assert pace.reach(4_000, 5.0) == 4_000
    assert pace.reach(4_000, 9.0) == 2_000
    assert pace.reach(1_000, 60.0) == 1_000


def test_streams_that_do_not_fit_in_memory_are_read_again(house: House, ran: House) -> None:
    with house.leading(pace=PIECES) as live, Sources(house.opening, kept_bytes=20_000) as sources:
        small = Live(live.session, sources, all_views(), Bounds(), house.has, PIECES)
        for head in live.heads():
            middle = head.last // 2
            small.leap(head.log, 0, middle)
            small.leap(head.log, middle, head.last - 20)
            small.step(head.log, head.last - 20, 5)
            small.step(head.log, head.last - 15)
    assert house.everything() == ran.everything()
