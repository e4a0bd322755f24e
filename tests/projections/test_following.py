"""Following a log: each state as `evolve` makes it, each event once, whatever the batches."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

import pytest
from projecting import House

from aggregates.deal import DEAL
from aggregates.deal.state import Deal
from ledger.recorded import Recorded
from ledger.sources import One
from projections.views import deals, readers

SHOWN = ("stage", "round", "title", "project")


def test_the_view_is_the_replayed_deal_at_each_position(house: House) -> None:
    _, edition = house.logs
    with house.opening(edition) as book, house.leading([deals, readers]) as live:
        history = book.events(One(DEAL, house.deal))
        states = dict(zip((one.position for one in history), _states(history), strict=True))
        state = Deal()
        for position in range(1, book.head() + 1):
            assert live.step(edition, position - 1, limit=1) == position
            state = states.get(position, state)
            assert _shown(house) == _expected(state)
        assert book.state(One(DEAL, house.deal)) == state


@pytest.mark.parametrize("events", [1, 7, 100_000])
def test_how_the_log_is_cut_into_batches_makes_no_difference(
    house: House, ran: House, events: int
) -> None:
    assert house.run(events=events).everything() == ran.everything()


def test_a_stream_that_is_not_kept_in_memory_is_read_again(house: House, ran: House) -> None:
    with house.leading() as live:
        for log, last in house.heads().items():
            for position in range(0, last, 20):
                live.forget_all()
                live.step(log, position, 20)
    assert house.everything() == ran.everything()


def test_the_views_have_rows_of_the_played_deal(ran: House) -> None:
    shown = {table for table, rows in ran.everything().items() if rows}
    assert shown >= {"deals", "deal_readers", "deal_facts", "matrix", "search", "timeline"}


def test_following_goes_on_where_it_was_left(house: House, ran: House) -> None:
    for log, last in house.heads().items():
        with house.leading() as live:
            assert live.step(log, 0, last // 2) == last // 2
    assert house.run().everything() == ran.everything()
    assert house.positions() == house.heads()


def _states(history: Iterable[Recorded]) -> list[Deal]:
    events = (one.event for one in history if isinstance(one.event, DEAL.events))
    return list(accumulate(events, DEAL.evolve, initial=Deal()))[1:]


def _shown(house: House) -> list[tuple[object, ...]]:
    return house.query("SELECT stage, round, title, project, parties FROM projections.deals")


def _expected(deal: Deal) -> list[tuple[object, ...]]:
    if not deal.id:
        return []
    parties = [
        {"id": one.id, "legal_name": one.legal_name, "country": one.country}
        for one in deal.parties.set
    ]
    return [(deal.stage.value, deal.round, deal.title, deal.project, parties)]
