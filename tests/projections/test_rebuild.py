"""Views built anew: the same rows, beside the old ones, and then in their place at once."""

from __future__ import annotations

import msgspec
import psycopg
import pytest
from projecting import QUICK, House, Newer

from projections.errors import ProjectionError
from projections.runner.leading import put_in_place
from projections.runner.rebuild import build
from projections.view import View
from projections.views import all_views, deals, readers


@pytest.mark.parametrize("processes", [1, 2])
def test_views_built_from_nothing_have_the_rows_of_those_that_ran(
    house: House, ran: House, processes: int
) -> None:
    pace = msgspec.structs.replace(QUICK, processes=processes, anew_events=0, few_events=0)
    assert house.projector(pace=pace).catch_up()
    assert house.everything() == ran.everything()
    assert house.positions() == house.heads()


def test_a_view_of_a_raised_version_is_built_beside_the_old_which_stays_readable(
    house: House,
) -> None:
    house.run([deals, readers])
    before = house.rows("deals")
    with house.leading_as_is([Newer(deals), readers]) as live:
        assert [view.VERSION for view in live.stale] == [deals.VERSION + 1]
        beside = build(house.site, live.stale, house.logs)
        assert house.rows("deals") == before
        assert _versions(house)["deals"] == deals.VERSION
        put_in_place(live, house.site, beside)
    assert house.rows("deals") == before
    assert _versions(house)["deals"] == deals.VERSION + 1


def test_what_happens_while_a_view_is_built_is_in_it(house: House, ran: House) -> None:
    _, edition = house.logs
    with house.leading([]) as live:
        live.step(edition, 0, 100)
    with house.leading_as_is([Newer(view) for view in all_views()]) as live:
        beside = build(house.site, live.stale, [])
        assert beside is not None
        for head in live.heads():
            assert live.step(head.log, head.position, 10_000) == head.last
        put_in_place(live, house.site, beside)
    assert house.everything() == ran.everything()


def test_a_view_that_did_not_come_as_far_is_not_put_in_place(house: House) -> None:
    house.run([readers])
    with house.leading_as_is([deals, readers]) as live:
        beside = build(house.site, live.stale, [])
        assert beside is not None
        with pytest.raises(ProjectionError) as refused:
            beside.put_in_place(live)
    assert refused.value.code == "not_caught_up"
    assert "deals" not in _versions(house)


def test_a_view_that_somebody_asks_for_is_built_again(house: House) -> None:
    house.run([deals, readers])
    house.query("UPDATE projections.deals SET title = 'defaced'")
    house.query("UPDATE projections.standing SET anew = true WHERE view = 'deals'")
    assert house.projector([deals, readers]).catch_up()
    assert [title for (title,) in house.query("SELECT title FROM projections.deals")] != ["defaced"]
    assert house.query("SELECT FROM projections.standing WHERE anew") == []


def test_a_view_that_is_not_known_any_more_goes(house: House) -> None:
    house.run([deals, readers]).run([readers])
    assert set(_versions(house)) == {"readers"}
    with pytest.raises(psycopg.errors.UndefinedTable):
        house.rows("deals")


def test_a_view_whose_statements_make_other_tables_than_it_names_is_refused(house: House) -> None:
    odd = Newer(readers)
    odd.TABLES = {**readers.TABLES, "deal_lurkers": readers.TABLES["deal_readers"]}
    with pytest.raises(ProjectionError) as refused:
        build(house.site, [odd], [])
    assert (refused.value.code, refused.value.facts["made"]) == ("tables_unlike", ["deal_readers"])


def test_building_is_given_up_when_it_is_told_to(house: House) -> None:
    assert build(house.site, [deals], house.logs, stopped=lambda: True) is None


@pytest.mark.parametrize("few_events", [0, 1_000])
def test_every_index_is_there_when_all_rows_are(house: House, few_events: int) -> None:
    house.run()
    kept = indexes(house)
    house.query("UPDATE projections.standing SET anew = true")
    pace = msgspec.structs.replace(QUICK, few_events=few_events)
    assert house.projector(pace=pace).catch_up()
    assert indexes(house) == kept
    assert any("USING gin" in str(index) for index, *_ in kept)


def test_building_is_given_up_before_its_indexes_are_made(house: House) -> None:
    told = iter([False, False, True])
    pace = msgspec.structs.replace(QUICK, few_events=0)
    views: list[View] = [deals, readers]
    assert build(house.site, views, [], pace, stopped=lambda: next(told)) is None


def test_what_was_being_built_when_its_process_died_is_cleared_away(house: House) -> None:
    house.run([readers])
    assert build(house.site, [deals], []) is not None
    beside = "SELECT relname FROM pg_class WHERE relnamespace = 'projections_next'::regnamespace"
    assert house.query(beside)
    with house.leading_as_is([readers]):
        assert house.query(beside) == []


def indexes(house: House) -> list[tuple[object, ...]]:
    """Return what makes each index of the views, and what each constraint says."""
    found = house.query(
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'projections' ORDER BY indexname"
    )
    return found + house.query(
        "SELECT c.conname, pg_get_constraintdef(c.oid), pg_get_indexdef(c.conindid)"
        " FROM pg_constraint AS c WHERE c.connamespace = 'projections'::regnamespace"
        " ORDER BY c.conname"
    )


def _versions(house: House) -> dict[object, object]:
    return dict(house.query("SELECT view, version FROM projections.standing"))
