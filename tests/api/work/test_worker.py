"""A worker goes on, whatever fails meanwhile, until it is told to stop."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from threading import Event, Thread

from databases import Database
from waiting import until

from api.clock import now
from api.http.log import json_logger
from api.storage.operations import Operations
from api.storage.tallies import tallies
from api.work.housekeeping import EVERY, Housekeeping
from api.work.worker import Crew, Worker
from api.work.working import counting
from ledger.errors import LedgerError


class Counting:
    """A job that counts its rounds, and does in each what it is told."""

    def __init__(self, name: str, does: Callable[[], bool]) -> None:
        self.name = name
        self.rounds = 0
        self._does = does

    def round(self) -> bool:
        """Count."""
        self.rounds += 1
        return self._does()


def fails() -> bool:
    raise LedgerError("unavailable", reason="a secret")


def test_a_job_that_fails_rests_and_stops_no_other() -> None:
    log, broken, sound = StringIO(), Counting("broken", fails), Counting("sound", lambda: True)
    worker = Worker([broken, sound], json_logger(log))
    assert [worker.turn() for _ in range(3)] == [True, True, True]
    assert (broken.rounds, sound.rounds) == (1, 3)
    told = json.loads(log.getvalue())
    assert (told["event"], told["job"], told["code"]) == ("job_failed", "broken", "unavailable")
    assert "secret" not in log.getvalue()


def test_a_worker_stops_when_it_is_told_to() -> None:
    job = Counting("idle", lambda: False)
    worker = Worker([job], json_logger(StringIO()), pause_seconds=0.001)
    thread = Thread(target=worker.run)
    thread.start()
    until(lambda: job.rounds > 2)
    worker.stop()
    thread.join(20)
    assert not thread.is_alive()


def test_tidying_up_is_done_once_in_a_while(database: Database) -> None:
    operations, at = Operations(database.dsn()), [now()]
    tidying = Housekeeping(operations, timedelta(minutes=15), lambda: at[0])
    assert [tidying.round(), tidying.round()] == [False, False]
    at[0] += EVERY
    assert not tidying.round()
    operations.close()


def test_a_crew_works_side_by_side_and_stops_together() -> None:
    waiting, quick = Event(), Counting("quick", lambda: False)
    slow = Counting("slow", lambda: waiting.wait(20))
    log = json_logger(StringIO())
    crew = Crew([Worker([slow], log, 0.001), Worker([quick], log, 0.001)])
    thread = Thread(target=crew.run)
    thread.start()
    until(lambda: quick.rounds > 2)
    assert slow.rounds == 1
    crew.stop()
    waiting.set()
    thread.join(20)
    assert not thread.is_alive()


def test_failures_of_jobs_are_counted(database: Database) -> None:
    operations = Operations(database.dsn())
    worker = Worker([Counting("broken", fails)], json_logger(StringIO()), 0, counting(operations))
    worker.turn()
    with operations.transaction() as connection:
        found = [one for one in tallies(connection) if one.label == "broken"]
    operations.close()
    assert [(one.what, one.code) for one in found] == [("job_failure", "unavailable")]
