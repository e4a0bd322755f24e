"""Far behind, all views are built anew and go ahead of those that stand, tasks included."""

from __future__ import annotations

import pytest
from following import following
from msgspec.structs import replace
from projecting import QUICK, Faulty, House
from waiting import until

from ledger.errors import LedgerError
from projections.errors import ProjectionError
from projections.runner.leading import overtaking, put_in_place
from projections.runner.rebuild import build
from projections.views import all_views, deals, readers

FAR = replace(QUICK, far_events=10, anew_events=100, few_events=0, processes=1)


def begun(house: House, events: int) -> House:
    """Let the views of a house be no further than so many events into its edition."""
    _, edition = house.logs
    with house.leading() as live:
        if events:
            live.step(edition, 0, events)
    return house


@pytest.mark.parametrize(("events", "processes"), [(0, 1), (30, 2)])
def test_views_that_go_ahead_have_the_rows_and_tasks_of_those_that_ran(
    house: House, ran: House, events: int, processes: int
) -> None:
    begun(house, events)
    assert house.projector(pace=replace(FAR, processes=processes)).catch_up()
    assert house.positions() == house.heads()
    assert house.everything() == ran.everything()
    assert house.rows("tasks") == ran.rows("tasks")


def test_what_takes_long_may_while_all_is_put_in_place_and_not_otherwise(house: House) -> None:
    with house.leading() as live:
        with live.writing_all():
            assert live.session.execute("SHOW statement_timeout").fetchone() == ("1h",)
        with live.writing():
            assert live.session.execute("SHOW statement_timeout").fetchone() == ("30s",)


def test_who_leads_goes_ahead_by_itself(house: House, ran: House) -> None:
    with following(begun(house, 20).projector(pace=FAR)):
        house.until_followed()
    assert house.everything() == ran.everything()
    assert house.rows("tasks") == ran.rows("tasks")


def test_where_nothing_stands_one_goes_ahead_and_does_not_follow_besides(
    house: House, ran: House
) -> None:
    assert house.projector(pace=FAR).catch_up()
    assert house.everything() == ran.everything()
    assert house.rows("tasks") == ran.rows("tasks")


def test_logs_are_overtaken_when_half_as_much_is_missing_as_stands(house: House) -> None:
    registry, edition = house.logs
    last = house.heads()[edition]
    with house.leading() as live:
        assert overtaking(live, live.heads(), replace(FAR, far_events=last)) == {edition: 0}
        assert set(overtaking(live, live.heads(), FAR)) == {registry, edition}
        assert overtaking(live, live.heads(), QUICK) == {}
        live.step(edition, 0, last)
        assert overtaking(live, live.heads(), replace(FAR, anew_events=1)) == {}


def test_what_lacks_less_than_half_of_what_stands_is_followed(house: House) -> None:
    _, edition = house.logs
    every, pace = sum(house.heads().values()), replace(FAR, far_events=1, anew_events=1)
    with house.leading() as live:
        live.step(edition, 0, every * 2 // 3 - 1)
        assert overtaking(live, live.heads(), pace)[edition] == every * 2 // 3 - 1
        live.step(edition, every * 2 // 3 - 1, 3)
        assert overtaking(live, live.heads(), pace) == {}


def test_several_processes_build_from_many_events_alone() -> None:
    pace = replace(QUICK, processes=3, anew_events=10)
    assert [pace.hands(events) for events in (9, 10)] == [1, 3]


def test_who_was_followed_meanwhile_is_not_overtaken(house: House, ran: House) -> None:
    _, edition = house.logs
    with house.leading() as live:
        beside = build(house.site, live.all, house.logs, overtaking={edition: 0})
        live.step(edition, 0, 70)
        put_in_place(live, house.site, beside)
    assert house.positions() == house.heads()
    assert house.everything() == ran.everything()
    assert house.rows("tasks") == ran.rows("tasks")


def test_nothing_stands_of_views_that_go_ahead_and_do_not_all_arrive(house: House) -> None:
    _, edition = house.logs
    with house.leading([deals, readers]) as live:
        beside = build(house.site, live.all, house.logs[:1], overtaking={edition: 0})
        assert beside is not None
        live.step(edition, 0, 100)
        with pytest.raises(ProjectionError) as refused:
            beside.put_in_place(live)
    assert refused.value.code == "not_caught_up"
    assert house.positions()[edition] == 100
    assert house.rows("deals") != []


def test_what_can_not_be_built_is_followed_as_far_as_can_be(house: House) -> None:
    _, edition = house.logs
    calls = iter(range(1_000))

    def fault() -> None:
        if next(calls) < 2:
            raise LedgerError("payload_tampered")

    begun(house, 0)
    views = [Faulty(view, fault) if view is deals else view for view in all_views()]
    with following(house.projector(views, FAR)):
        until(lambda: house.positions()[edition] == house.heads()[edition])
    assert house.rows("deals")
