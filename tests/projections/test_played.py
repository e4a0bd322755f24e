"""The joint venture, as it was played: views and figures at every position of its log."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, TypeVar

import pytest
from projecting import House
from psycopg import AsyncConnection
from psycopg.rows import TupleRow
from shelf import ALL

from aggregates.deal import DEAL
from aggregates.deal.events import DealEvent
from aggregates.deal.terms.current import amount_of
from ledger.sources import One
from projections.course.follow import extend
from projections.course.state import Course
from projections.cut import Cut, cut_at
from projections.errors import ProjectionError
from projections.figures import f1_headline, f8_funnel
from projections.reader import Reader, reading
from projections.views import deals, facts, health, inbox, matrix

T = TypeVar("T")
Ask = Callable[[AsyncConnection[TupleRow]], Awaitable[T]]


def ask(house: House, query: Ask[T], reader: Reader | None = ALL) -> T:
    """Return what a query answers to a reader, or without one in transactions of its own."""

    async def asked() -> T:
        dsn = house.database.dsn("app")
        async with await AsyncConnection.connect(dsn, autocommit=True) as connection:
            if reader is None:
                return await query(connection)
            async with reading(connection, reader):
                return await query(connection)

    return asyncio.run(asked())


class Stood(NamedTuple):
    """The deal as it stood after one of its events, replayed from the ledger."""

    position: int
    version: int
    course: Course


def history(house: House) -> list[Stood]:
    """Return how the deal stood after each of its events."""
    with house.opening(house.logs[1]) as book:
        events = book.events(One(DEAL, house.deal))
    found: list[Stood] = []
    for one in events:
        assert isinstance(one.event, DealEvent)
        before = found[-1].course if found else Course()
        found.append(Stood(one.position, one.version, extend(before, one.event, one.position)))
    return found


def cut(house: House, **when: Any) -> Cut:
    """Return a cut of the edition's log."""
    log = house.logs[1]
    return ask(house, lambda c: cut_at(c, log, str(log), "Asia/Shanghai", **when))


def test_stepping_by_one_position_shows_the_deal_as_the_ledger_replays_it(house: House) -> None:
    log, stood = house.logs[1], history(house)
    with house.leading() as live:

        async def walk(connection: AsyncConnection[TupleRow]) -> None:
            position = 0
            for one in stood:
                while position < one.position:
                    position = live.step(log, position, 1)
                async with reading(connection, ALL):
                    found = await matrix.deal_matrix(connection, ALL, house.deal)
                    row = await deals.find_deal(connection, ALL, house.deal)
                assert sorted(found, key=place) == sorted(matrix.matrix_rows(one.course), key=place)
                assert row is not None
                assert (row.stage, row.version) == (one.course.deal.stage.value, one.version)

        ask(house, walk, None)


def place(row: matrix.MatrixRow) -> tuple[str, int]:
    """Return where a row of the matrix stands."""
    return row.instrument, row.ordinal


def test_what_stood_at_every_position_can_be_asked_for(ran: House) -> None:
    edition = str(ran.logs[1])
    stood = history(ran)

    async def all_of_it(connection: AsyncConnection[TupleRow]) -> None:
        for one in stood:
            found = await facts.facts_at(connection, edition, one.position)
            assert found == [facts.facts_of(one.course)]
            health_then = await health.health_at(connection, edition, one.position)
            assert health_then == [it for it in [health.health_of(one.course)] if it is not None]

    ask(ran, all_of_it)


def test_the_headline_counts_the_agreement_that_was_signed(ran: House) -> None:
    at = cut(ran)
    deal = history(ran)[-1].course.deal
    amount = amount_of(deal.instruments[deal.leading])
    assert amount is not None
    found = ask(ran, lambda c: f1_headline.headline(c, at, amount.currency), None)
    contract = found.tiers[-1].executed
    assert (contract.count, str(contract.total)) == (1, amount.amount)
    euro = ask(ran, lambda c: f1_headline.headline(c, at, "EUR"), None).tiers[-1].executed
    assert (euro.count, euro.without_amount) == (1, 0)


def test_the_funnel_at_an_earlier_cut_knows_nothing_of_what_came_later(ran: House) -> None:
    first, last = cut(ran, at=history(ran)[0].position), cut(ran)
    early = ask(ran, lambda c: f8_funnel.funnel(c, first), None)
    late = ask(ran, lambda c: f8_funnel.funnel(c, last), None)
    assert [step.reached for step in early.steps] == [0] * len(f8_funnel.STEPS)
    assert late.steps[0].reached == 1


def test_a_cut_as_of_an_instant_is_the_last_position_recorded_by_then(ran: House) -> None:
    log = ran.logs[1]
    rows = ran.query(
        "SELECT position, recorded_at FROM ledger.events WHERE log_id = %s ORDER BY position", [log]
    )
    epoch = at = datetime(1970, 1, 1, tzinfo=UTC)
    for position, recorded in rows[:: max(1, len(rows) // 20)]:
        at = epoch + timedelta(microseconds=recorded)
        last = max(p for p, r in rows if r <= recorded)
        assert cut(ran, as_of=at).position == last
        assert cut(ran, at=position).at == at
    assert cut(ran, as_of=epoch).position == 0
    assert cut(ran, as_of=at + timedelta(days=1)) == cut(ran)


def test_a_cut_that_the_views_have_not_reached_is_refused(ran: House) -> None:
    head = cut(ran).position
    with pytest.raises(ProjectionError) as refused:
        cut(ran, at=head + 1)
    assert (refused.value.code, refused.value.facts) == (
        "position_ahead",
        {"position": head + 1, "head": head},
    )


def test_the_inbox_of_the_played_deal_is_what_its_end_leaves_to_do(ran: House) -> None:
    expected = sorted(one.what for one in inbox.turn_rows(history(ran)[-1].course))
    found = ran.query("SELECT what FROM projections.inbox_turns ORDER BY what")
    assert [what for (what,) in found] == expected
