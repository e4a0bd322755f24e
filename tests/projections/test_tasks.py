"""Tasks: what happened is delivered once, and the clocks that run are those of the deals."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import psycopg
from at_the_table import ON_TABLE, TABLED, agreement_after
from msgspec.structs import replace
from projecting import House

from aggregates.deal import DEAL
from aggregates.deal.state import Deal
from ledger.following import Happened
from ledger.sources import One
from projections.batch import Batch, Moved, Step
from projections.outbox.clocks import running
from projections.outbox.writing import tasks_of, write_tasks

STREAM = UUID(int=7)


def test_each_event_of_a_deal_is_to_be_delivered_once(house: House) -> None:
    _, edition = house.logs
    house.run(events=40).run()
    with house.opening(edition) as book:
        history = book.events(One(DEAL, house.deal))
    delivered = house.query(
        "SELECT key, position, subject FROM projections.tasks"
        " WHERE kind = 'delivery' AND stream_id = %s ORDER BY position",
        [house.deal],
    )
    assert delivered == [
        (f"{edition}:{one.position}:delivery", one.position, one.event.__struct_config__.tag)
        for one in history
    ]


def test_the_clocks_are_those_of_the_deal_at_each_position(house: House) -> None:
    _, edition = house.logs
    with house.opening(edition) as book, house.leading() as live:
        seen: set[str] = set()
        for position in range(book.head()):
            live.step(edition, position, limit=1)
            deal = book.state(One(DEAL, house.deal), position + 1)
            clocks = {(one.clock.value, one.instrument, one.due.at) for one in running(deal)}
            assert set(deadlines(house)) == clocks
            seen |= {clock for clock, *_ in clocks}
        assert seen == {"deal", "intent", "offer", "signing"}


def test_a_task_that_was_done_is_not_done_again_by_another_batch(house: House) -> None:
    registry, edition = house.logs
    with house.leading() as live:
        live.step(edition, 0, 60)
        house.query("UPDATE projections.tasks SET done_at = now()")
        live.step(edition, 60, 5)
        live.step(registry, 0)
    left = house.query(
        "SELECT position FROM projections.tasks"
        " WHERE log_id = %s AND kind = 'delivery' AND done_at IS NULL",
        [edition],
    )
    assert left
    assert all(position > 60 for (position,) in left)


def test_a_clock_that_is_set_anew_is_a_new_task(house: House) -> None:
    deal = on_table()
    deadline = deal.parties.expires_at
    later = replace(deadline, at=deadline.at + timedelta(days=3))
    extended = replace(deal, parties=replace(deal.parties, expires_at=later))
    when_moved(house, Deal(), deal)
    house.query("UPDATE projections.tasks SET done_at = now(), claimed_by = 'w', attempts = 3")
    when_moved(house, deal, deal)
    assert open_deadlines(house) == []
    when_moved(house, deal, extended)
    assert open_deadlines(house) == [("deal", later.at, later.at, 0, None)]


def test_a_clock_that_stops_is_no_task_any_more(house: House) -> None:
    deal = on_table()
    stopped = replace(deal.parties, stopped_at=TABLED.at)
    when_moved(house, Deal(), deal)
    assert [subject for subject, *_ in open_deadlines(house)] == ["deal", "offer"]
    when_moved(house, deal, replace(deal, parties=stopped))
    assert open_deadlines(house) == []


def when_moved(house: House, before: Deal, after: Deal) -> None:
    """Write the tasks of a batch in which a deal has moved."""
    happened = Happened(STREAM, 1, 1, "", b"", b"", 0)
    step = Step(happened, TABLED, before, after)
    batch = Batch(house.logs[1], 1, 1, {DEAL.name: [Moved(STREAM, TABLED, [step])]})
    with psycopg.connect(house.database.dsn("projector")) as session:
        write_tasks(session, tasks_of(batch))


def on_table() -> Deal:
    deal, _ = agreement_after(*ON_TABLE)
    return deal


def deadlines(house: House) -> list[tuple[object, ...]]:
    return house.query(
        "SELECT subject, facts ->> 'instrument', due_at FROM projections.tasks"
        " WHERE kind = 'deadline' AND stream_id = %s",
        [house.deal],
    )


def open_deadlines(house: House) -> list[tuple[object, ...]]:
    return house.query(
        "SELECT subject, due_at, not_before, attempts, claimed_by FROM projections.tasks"
        " WHERE kind = 'deadline' AND done_at IS NULL ORDER BY subject"
    )
