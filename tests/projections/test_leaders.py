"""One process leads; when its session ends, another goes on; and nothing happens twice."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from following import LEADER, following
from projecting import Faulty, House
from waiting import until

from ledger.errors import LedgerError
from projections.errors import ProjectionError
from projections.runner.pace import Pace
from projections.views import all_views, deals

SMALL = Pace(batch_events=5, poll_seconds=0.02, standby_seconds=0.02, retry_seconds=0.02)


def test_only_one_leads(house: House) -> None:
    with house.leading() as _:
        assert house.projector().catch_up() is False
    assert house.projector().catch_up() is True


def test_a_standby_goes_on_where_the_leader_was_killed(house: House, ran: House) -> None:
    one, other = house.projector(pace=SMALL), house.projector(pace=SMALL)
    with following(one):
        until(one.leads.is_set)
        with following(other):
            until(lambda: bool(house.positions()))
            cut(house)
            house.until_followed()
            cut(house)
            # who was cut off notices at its next question, which the server has refused already
            until(lambda: one.leads.is_set() is not other.leads.is_set())
            then_as_ran(house, ran)


def test_a_session_that_is_cut_again_and_again_loses_nothing(house: House, ran: House) -> None:
    told: list[Exception] = []
    projector = house.projector(pace=SMALL, trouble=told.append)
    with following(projector):
        for _ in range(8):
            until(projector.leads.is_set)
            cut(house)
        house.until_followed()
        then_as_ran(house, ran)
    assert told


def test_a_view_that_fails_between_its_batches_loses_nothing(house: House, ran: House) -> None:
    calls = iter(range(1_000_000))

    def fault() -> None:
        if next(calls) % 3 == 1:
            raise RuntimeError("a fault in a view")

    views = [Faulty(view, fault) if view is deals else view for view in all_views()]
    with house.leading(views):
        pass
    with following(house.projector(views, SMALL)):
        house.until_followed()
        until(lambda: house.query("SELECT FROM projections.stuck") == [])
        then_as_ran(house, ran)


def test_a_log_that_can_not_be_followed_does_not_stop_the_others(house: House) -> None:
    registry, edition = house.logs

    def fault() -> None:
        raise LedgerError("payload_tampered")

    with house.leading([deals]) as live:
        live.step(edition, 0, 100)
    with following(house.projector([Faulty(deals, fault)], SMALL)):
        until(lambda: len(stuck(house)) == 2)
        assert stuck(house)[edition] == "payload_tampered"
        assert house.positions()[edition] == 100
    with following(house.projector([deals], SMALL)):
        house.until_followed()
        until(lambda: stuck(house) == {})
    assert registry in house.positions()


def test_a_batch_that_was_written_by_another_is_refused(house: House) -> None:
    registry, _ = house.logs
    with house.leading([deals]) as live:
        live.step(registry, 0, 2)
        with pytest.raises(ProjectionError) as refused:
            live.step(registry, 0, 2)
    assert (refused.value.code, refused.value.facts["position"]) == ("position_moved", 0)


def test_following_stops_at_once_when_it_is_told_to(house: House) -> None:
    slow = Pace(poll_seconds=0.2, standby_seconds=60.0)
    with following(house.projector(pace=slow)) as stop:
        house.until_followed()
        with following(house.projector(pace=slow)) as other:
            other.set()
        stop.set()
    assert house.query(LEADER) == []


def test_a_server_that_is_not_there_is_tried_again(house: House) -> None:
    told: list[Exception] = []
    with ExitStack() as stack:
        projector = house.projector(trouble=told.append)
        house.query("ALTER ROLE counterseal_projector NOLOGIN")
        stack.callback(house.query, "ALTER ROLE counterseal_projector LOGIN")
        stack.enter_context(following(projector))
        until(lambda: bool(told))
        house.query("ALTER ROLE counterseal_projector LOGIN")
        until(projector.leads.is_set)
    assert isinstance(told[0], ProjectionError)
    assert told[0].code == "unavailable"


def cut(house: House) -> None:
    """End the session of whoever leads."""
    for (process,) in house.query(LEADER):
        house.query("SELECT pg_terminate_backend(%s)", [process])
        until(lambda process=process: (process,) not in house.query(LEADER))


def stuck(house: House) -> dict[object, object]:
    return dict(house.query("SELECT log_id, code FROM projections.stuck"))


def then_as_ran(house: House, ran: House) -> None:
    """The views and the tasks are those of a run without trouble."""
    until(house.stands)
    house.until_followed()
    assert house.everything() == ran.everything()
    assert house.rows("tasks") == ran.rows("tasks")
