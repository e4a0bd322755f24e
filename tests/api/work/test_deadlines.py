"""What the system does when nobody else does anything in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from playing import settings_for
from plots import FANG, LETTER, OPENED, SIGNING, TABLED, move
from projecting import House

from aggregates.deal import DEAL
from aggregates.deal.state import Deal, Stage
from api.clock import now
from api.installation import running
from api.storage.operations import Operations
from api.storage.plays import playing
from api.storage.tasks import Claim, claim_tasks
from api.work.deadlines import Deadlines
from ledger.errors import LedgerError
from ledger.sources import One

Plays = Callable[..., House]
ENGAGED = (*OPENED, *LETTER)


class At:
    """A system that looks at the deadlines of a house, at moments of the test's choice."""

    def __init__(self, house: House, deadlines: Callable[[datetime], Deadlines]) -> None:
        self._house = house
        self._deadlines = deadlines

    def after(self, days: float) -> list[tuple[object, ...]]:
        """Look at the deadlines so much later, and return what became of every one."""
        self._deadlines(now() + timedelta(days=days)).round()
        query = """
            SELECT subject, coalesce(last_error, ''), done_at IS NOT NULL
            FROM projections.tasks WHERE kind = 'deadline' ORDER BY key
        """
        return list(self._house.query(query))


@contextmanager
def system(house: House) -> Iterator[tuple[At, Callable[[], Deal], Operations]]:
    """Open the installation of a house."""
    settings = settings_for(house.database, house.home)
    operations = Operations(house.database.dsn())
    with running(settings) as installation:
        book = installation.edition(str(house.logs[1]))

        def deadlines(at: datetime) -> Deadlines:
            return Deadlines(installation, operations, "w1", lambda: at)

        yield At(house, deadlines), lambda: book.state(One(DEAL, house.deal)), operations
    operations.close()


@pytest.mark.parametrize(
    ("moves", "days", "subject", "stage"),
    [
        (ENGAGED, 301, "deal", Stage.EXPIRED),
        (ENGAGED[:-1], 15, "intent", Stage.EXPIRED),
        ((*ENGAGED, *TABLED), 31, "offer", Stage.NEGOTIATING),
        (SIGNING, 4, "signing", Stage.APPROVING),
    ],
)
def test_a_clock_that_has_run_out_has_its_effect_once(
    house_of: Plays, moves: tuple[str, ...], days: int, subject: str, stage: Stage
) -> None:
    house = house_of(*moves)
    with system(house) as (at, deal, _):
        begun = deal()
        assert not [one for one in at.after(0) if one[2]]
        assert (subject, "", True) in at.after(days)
        ended = deal()
        assert (ended != begun, ended.stage) == (True, stage)
        at.after(days)
        assert deal() == ended


def test_a_deadline_waits_while_the_deal_is_suspended(house_of: Plays) -> None:
    house = house_of(*ENGAGED, move("suspend_deal", FANG, reason="An inquiry."))
    with system(house) as (at, deal, _):
        assert at.after(301) == []
        assert deal().stage is Stage.ENGAGED


def test_what_a_dead_worker_had_claimed_is_taken_over(house_of: Plays) -> None:
    house = house_of(*ENGAGED)
    with system(house) as (at, deal, operations):
        late = now() + timedelta(days=301)
        claim = Claim(worker="dead", at=late, until=late + timedelta(days=1), most=9)
        with operations.transaction() as connection:
            assert [task.subject for task in claim_tasks(connection, "deadline", claim)] == ["deal"]
        assert at.after(301) == [("deal", "", False)]
        assert at.after(303) == [("deal", "", True)]
        assert deal().stage is Stage.EXPIRED


def test_a_clock_that_the_rules_see_otherwise_is_asked_after_again(house_of: Plays) -> None:
    house = house_of(*ENGAGED)
    house.query("UPDATE projections.tasks SET not_before = '2020-01-01' WHERE kind = 'deadline'")
    with system(house) as (at, deal, _):
        assert at.after(0) == [("deal", "not_due", False)]
        assert at.after(301) == [("deal", "", True)]
        assert deal().stage is Stage.EXPIRED


def test_while_a_play_is_put_into_the_ledger_no_clock_runs_out(house_of: Plays) -> None:
    house = house_of(*ENGAGED)
    with system(house) as (at, deal, _):
        with playing(house.database.dsn()), playing(house.database.dsn()):
            assert at.after(301) == [("deal", "", False)]
        assert at.after(301) == [("deal", "", True)]
        assert deal().stage is Stage.EXPIRED


def test_a_play_that_can_not_say_so_is_not_begun() -> None:
    with pytest.raises(LedgerError), playing("host=/nowhere dbname=x"):
        pytest.fail("it was begun")
