"""Leader and followers: many threads, few calls, and no wait without an end."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Barrier
from uuid import UUID

import psycopg
import pytest
from appending import part, request
from databases import Database
from waiting import held, held_next, until, waiting_for_locks

from ledger.append.appender import Appender
from ledger.append.request import Request, Stored
from ledger.errors import LedgerError

Open = Callable[..., Appender]


def position(appender: Appender, asked: Request) -> int:
    stored = appender.append(asked)
    assert isinstance(stored, Stored)
    return stored.first_position


def code(appender: Appender, asked: Request) -> str:
    with pytest.raises(LedgerError) as refused:
        appender.append(asked)
    return refused.value.code


def test_what_many_threads_append_gets_every_position_once(
    open_appender: Open, threads: ThreadPoolExecutor
) -> None:
    appender = open_appender()
    start = Barrier(8)

    def append_ten(thread: int) -> list[int]:
        start.wait()
        return [position(appender, request(f"{thread}-{n}")) for n in range(10)]

    positions = [p for found in threads.map(append_ten, range(8)) for p in found]
    assert sorted(positions) == list(range(1, 81))


def test_those_who_wait_are_appended_together(
    open_appender: Open, threads: ThreadPoolExecutor, database: Database, log_id: UUID
) -> None:
    appender = open_appender()
    with held(database, log_id):
        first = threads.submit(appender.append, request("first"))
        until(lambda: waiting_for_locks(database) == 1)
        followers = [threads.submit(appender.append, request(f"f{n}")) for n in range(10)]
        until(lambda: appender.waiting == 10)
    outcomes = [follower.result() for follower in followers]
    assert isinstance(first.result(), Stored)
    assert len({one.recorded_at for one in outcomes if isinstance(one, Stored)}) == 1


def test_a_queue_that_is_full_says_so_at_once(
    open_appender: Open, threads: ThreadPoolExecutor, database: Database, log_id: UUID
) -> None:
    appender = open_appender(waiting=1)
    with held(database, log_id):
        first = threads.submit(appender.append, request("first"))
        until(lambda: waiting_for_locks(database) == 1)
        second = threads.submit(appender.append, request("second"))
        until(lambda: appender.waiting == 1)
        assert code(appender, request("third")) == "queue_full"
    assert isinstance(first.result(), Stored)
    assert isinstance(second.result(), Stored)
    assert position(appender, request("third")) == 3


def test_whoever_waits_for_too_long_leaves_and_is_not_appended(
    open_appender: Open, threads: ThreadPoolExecutor, database: Database, log_id: UUID
) -> None:
    appender = open_appender(wait_seconds=0.05)
    with held(database, log_id):
        first = threads.submit(appender.append, request("first"))
        until(lambda: waiting_for_locks(database) == 1)
        assert code(appender, request("second")) == "busy"
    assert isinstance(first.result(), Stored)
    assert position(appender, request("second")) == 2


def test_whoever_is_being_written_stays_for_the_answer(
    open_appender: Open, threads: ThreadPoolExecutor, database: Database, log_id: UUID
) -> None:
    appender = open_appender(wait_seconds=1.0)
    with ExitStack() as again:
        with held(database, log_id):
            first = threads.submit(appender.append, request("first"))
            until(lambda: waiting_for_locks(database) == 1)
            holder = threads.submit(again.enter_context, held_next(database))
            until(lambda: waiting_for_locks(database) == 2)
            others = [threads.submit(appender.append, request(f"o{n}")) for n in range(2)]
            until(lambda: appender.waiting == 2)
        holder.result()
        until(lambda: appender.waiting == 0)
        with pytest.raises(TimeoutError):
            others[1].result(timeout=1.5)
    assert [type(one.result()) for one in (first, *others)] == [Stored] * 3


@pytest.mark.parametrize("limit", [{"group_requests": 1}, {"group_bytes": 1}])
def test_a_group_is_no_larger_than_said(
    open_appender: Open, threads: ThreadPoolExecutor, limit: dict[str, int]
) -> None:
    appender = open_appender(**limit)
    found = threads.map(lambda n: position(appender, request(f"r{n}")), range(16))
    assert sorted(found) == list(range(1, 17))


def test_a_command_sent_twice_at_once_is_recorded_once(
    open_appender: Open, threads: ThreadPoolExecutor
) -> None:
    appender = open_appender()
    twins = list(threads.map(lambda _: appender.append(request("twin")), range(16)))
    assert len([one for one in twins if isinstance(one, Stored)]) == 1
    assert position(appender, request("next")) == 2


def test_a_leaf_that_does_not_follow_from_what_was_sent_is_an_alarm(
    open_appender: Open, database: Database, log_id: UUID
) -> None:
    appender = open_appender()
    assert position(appender, request("a", part("s"))) == 1
    with psycopg.connect(database.superuser) as attacker:
        query = "UPDATE ledger.streams SET last_leaf = %s WHERE log_id = %s"
        attacker.execute(query, [b"x" * 32, log_id])
    leaf = b"y" * 32
    assert code(appender, request("b", part("s", 1, leaf))) == "leaf_mismatch"
    assert code(appender, request("c")) == "leaf_mismatch"


def test_an_appender_that_is_halted_refuses_with_the_alarm(
    open_appender: Callable[..., Appender],
) -> None:
    appender = open_appender()
    assert position(appender, request("a", part("s"))) == 1
    appender.halt(LedgerError("leaf_contradicted", position=1))
    assert code(appender, request("b")) == "leaf_contradicted"
