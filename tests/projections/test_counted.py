"""What figures count is read once for all that are asked of one cut, as long as it stands."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from shutil import copy
from uuid import UUID

import psycopg
from msgspec.structs import replace
from projecting import House
from psycopg import AsyncConnection

from projections.cut import cut_at
from projections.figures.counted import KEPT_MAX, facts_of_cut
from projections.outbox.erasing import ask_to_erase


def counted(house: House, *positions: int) -> list[Sequence[object]]:
    """Return the facts of the edition as of some positions, each asked for by itself."""

    async def ask(position: int) -> Sequence[object]:
        async with await AsyncConnection.connect(house.database.dsn("app"), autocommit=True) as app:
            edition = house.logs[1]
            cut = await cut_at(app, edition, str(edition), "Asia/Shanghai", at=position)
            return await facts_of_cut(app, cut)

    return [asyncio.run(ask(position)) for position in positions]


def last(house: House) -> int:
    """Return the last position of the edition."""
    return house.heads()[house.logs[1]]


def test_facts_are_read_once_for_all_who_count_at_a_position(ran: House) -> None:
    first, second = counted(ran, last(ran), last(ran))
    assert len(first) == 1
    assert second is first


def test_facts_are_those_of_the_position_that_is_asked_for(ran: House) -> None:
    now, before, again = counted(ran, last(ran), last(ran) - 60, last(ran))
    assert before != now
    assert again is now


def test_facts_of_a_few_positions_are_kept(ran: House) -> None:
    head = last(ran)
    first, *_, again = counted(ran, head, *range(head - KEPT_MAX, head), head)
    assert again == first
    assert again is not first


def test_facts_that_are_counted_on_from_earlier_ones_are_those_of_the_position(ran: House) -> None:
    positions = range(20, last(ran), 12)
    one_by_one = [found for at in positions for found in counted(ran, last(ran), last(ran) - 1, at)]
    assert counted(ran, *positions) == one_by_one[2::3]


def test_facts_are_read_anew_when_the_view_was_built_anew(house: House) -> None:
    house.run()
    (first,) = counted(house, last(house))
    house.query("UPDATE projections.standing SET anew = true WHERE view = 'facts'")
    assert house.projector().catch_up()
    (second,) = counted(house, last(house))
    assert second == first
    assert second is not first


def test_a_deal_that_was_erased_is_counted_no_more(house: House, tmp_path: Path) -> None:
    for name in ("ledger.keys", "ledger.kek"):
        copy(house.home / name, tmp_path / name)
    erasable = replace(house, home=tmp_path).run()
    (first,) = counted(erasable, last(erasable))
    with psycopg.connect(erasable.database.dsn("app"), autocommit=True) as session:
        ask_to_erase(session, erasable.logs[1], UUID(erasable.deal))
    assert erasable.projector().catch_up()
    assert (len(first), counted(erasable, last(erasable))) == (1, [[]])


def test_nothing_is_kept_while_the_view_does_not_stand(house: House) -> None:
    house.run()
    house.query("DELETE FROM projections.standing WHERE view = 'facts'")
    first, second = counted(house, last(house), last(house))
    assert second == first
    assert second is not first
