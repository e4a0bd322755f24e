"""One load and one set of checks: the ledger passes, and a recorder that loses events does not.

A writer is held up in the middle of its transaction, as a slow disk would do it. Where nobody
waits for it, whoever follows the log has passed its events over when they become visible.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from uuid import UUID

import pytest
from databases import Database
from histories.checks import wrong
from histories.clients import Load, at_work
from histories.ours import Ours
from histories.record import History
from histories.stock import Stock
from histories.subject import Subject
from tallies import TALLY
from waiting import until, waiting_for_locks

from ledger.stream import stream_id

WRITES = 200
STALLED = "stalled"
HOLDING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
"""How many wait in the middle of their transaction."""

GAPS = {"position_gap"}
"""The library's numbers have gaps where somebody was refused."""

HeldUp = Callable[[str, str], AbstractContextManager[None]]


@pytest.fixture
def seed() -> int:
    """Choose what the clients do; it is shown when a test fails."""
    chosen = secrets.randbelow(1_000_000)
    print(f"seed {chosen}")  # noqa: T201
    return chosen


def checks(history: History) -> set[str]:
    return {one.check for one in wrong(history)}


def observed(subject: Subject, seed: int, *, insists: bool) -> History:
    with at_work(subject, Load(seed=seed, insists=insists)) as clients:
        until(lambda: clients.recording.acknowledged >= WRITES)
    return clients.history()


def observed_with_one_held_up(
    subject: Subject, seed: int, database: Database, hold: AbstractContextManager[None]
) -> History:
    """Hold up a writer until others were acknowledged and followed, or have to wait for it."""
    with at_work(subject, Load(seed=seed, insists=False)) as clients:
        with ThreadPoolExecutor(1) as thread:
            with hold:
                held = thread.submit(clients.send, "held", STALLED, 1)
                until(lambda: b"1" in database.everything(HOLDING))
                handed = clients.handed
                until(lambda: clients.handed > handed + 20 or waiting_for_locks(database) > 1)
            held.result()
        before = clients.recording.acknowledged
        until(lambda: clients.recording.acknowledged > before + 20)
    return clients.history()


def test_what_clients_see_of_the_ledger_is_what_it_promises(ours: Ours, seed: int) -> None:
    history = observed(ours, seed, insists=True)
    assert wrong(history) == []
    assert len(history.log) >= WRITES


def test_so_it_is_with_the_recorder_as_it_comes_but_for_its_numbers(
    as_it_comes: Stock, seed: int
) -> None:
    assert checks(observed(as_it_comes, seed, insists=False)) <= GAPS


def test_a_command_that_is_sent_again_is_done_again_by_the_recorder_as_it_comes(
    as_it_comes: Stock, seed: int
) -> None:
    found = checks(observed(as_it_comes, seed, insists=True))
    assert {"doubled"} <= found <= {"doubled", "another_answer"} | GAPS


def test_nothing_of_the_ledger_is_passed_over_when_a_writer_is_held_up(
    ours: Ours, seed: int, database: Database, held_up: HeldUp, log_id: UUID
) -> None:
    stream = stream_id(log_id, TALLY.name, STALLED)
    hold = held_up(f"ledger.events_{log_id.hex}", f"NEW.stream_id = '{stream}'")
    assert wrong(observed_with_one_held_up(ours, seed, database, hold)) == []


def test_nor_of_the_recorder_as_it_comes(
    as_it_comes: Stock, seed: int, database: Database, held_up: HeldUp
) -> None:
    hold = held_up(as_it_comes.table, f"NEW.topic = '{STALLED}'")
    assert checks(observed_with_one_held_up(as_it_comes, seed, database, hold)) <= GAPS


def test_in_function_mode_followers_never_hear_of_the_writer_who_was_held_up(
    in_function_mode: Stock, seed: int, database: Database, held_up: HeldUp
) -> None:
    hold = held_up(in_function_mode.table, f"NEW.topic = '{STALLED}'")
    history = observed_with_one_held_up(in_function_mode, seed, database, hold)
    (held,) = (entry for entry in history.log if entry.key == "held")
    found = {(one.check, one.about) for one in wrong(history)}
    assert {("passed_over", f"{n}: {held.position}") for n in range(2)} <= found
