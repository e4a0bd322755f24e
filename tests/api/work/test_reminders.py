"""People are reminded of what they have to do: a day before, and two hours before; each once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from plots import FANG, LETTER, OPENED, SIGNING, TABLED, move
from projecting import House
from telling import Desk, desk_of

Plays = Callable[..., House]
TABLE = (*OPENED, *LETTER, *TABLED)


def deadline(desk: Desk, clock: str) -> datetime:
    """Return when a clock runs out."""
    query = "SELECT at FROM projections.deadlines WHERE clock = %s"
    ((at,),) = desk.house.query(query, [clock])
    assert isinstance(at, datetime)
    return at


def reminded(desk: Desk, clock: str, *hours: float) -> list[str]:
    """Return whom the last of these looks at what is near, so long before, has reminded."""
    last: list[str] = []
    for before in hours:
        known = desk.mails()
        desk.at = deadline(desk, clock) - timedelta(hours=before)
        desk.reminds()
        last = [person for kind, person in desk.mails()[:] if kind == "deadline_near"]
        last = last[len([one for one in known if one[0] == "deadline_near"]) :]
    return last


@pytest.mark.parametrize(
    ("moves", "clock", "people"),
    [(TABLE, "offer", 1), (SIGNING, "signing", 2), (TABLE, "deal", 2)],
)
def test_a_deadline_is_told_of_a_day_before_and_two_hours_before(
    house_of: Plays, moves: tuple[str, ...], clock: str, people: int
) -> None:
    with desk_of(house_of(*moves)) as desk:
        assert len(reminded(desk, clock, 25)) == 0
        assert len(reminded(desk, clock, 23.9)) == people
        assert len(reminded(desk, clock, 12, 3)) == 0
        assert len(reminded(desk, clock, 1.9)) == people
        assert len(reminded(desk, clock, 1, 0.1, -1)) == 0


def test_they_are_reminded_whose_turn_it_is(house_of: Plays) -> None:
    with desk_of(house_of(*TABLE)) as desk:
        query = "SELECT DISTINCT person FROM projections.inbox_turns WHERE what = 'accept_clauses'"
        ((person,),) = desk.house.query(query)
        assert reminded(desk, "offer", 20) == [person]


def test_where_it_is_nobodys_turn_every_lead_is_reminded(house_of: Plays) -> None:
    with desk_of(house_of(*TABLE)) as desk:
        assert sorted(reminded(desk, "deal", 20)) == sorted(desk.leads().values())


def test_nobody_is_reminded_while_the_clock_stands(house_of: Plays) -> None:
    with desk_of(house_of(*TABLE, move("suspend_deal", FANG, reason="An inquiry."))) as desk:
        assert reminded(desk, "deal", 20, 1) == []


def test_a_deadline_that_the_ledger_knows_otherwise_is_none(house_of: Plays) -> None:
    with desk_of(house_of(*TABLE)) as desk:
        desk.house.query("UPDATE projections.deadlines SET at = at + interval '1 minute'")
        assert reminded(desk, "offer", 20) == []
        desk.house.query("UPDATE projections.deadlines SET at = at - interval '1 minute'")
        assert len(reminded(desk, "offer", 20)) == 1
