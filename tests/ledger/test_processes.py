"""Several processes on one log: together they do all of the work, and none fails in silence."""

from __future__ import annotations

import gc
import os
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from uuid import UUID

import pytest
from databases import Database
from helping import die, left, marked, opened, refuse, runs, share
from tallies import TALLY, Raise, context, raise_tally
from waiting import until

from ledger.book import Book
from ledger.errors import LedgerError
from ledger.processes import Opening, work_through
from ledger.sources import One

STREAMS = 12


@pytest.fixture
def opening(database: Database, log_id: UUID, book: Book, tmp_path: Path) -> Opening:
    """Raise a dozen tallies, and return how a process opens their log."""
    for number in range(STREAMS):
        book.handle(One(TALLY, f"tally-{number}"), raise_tally, Raise(number + 1), context())
    return partial(opened, database.dsn(), log_id, tmp_path / "keys")


@pytest.fixture
def flag(tmp_path: Path) -> Path:
    """Name the file with which a helper tells that it is at work."""
    return tmp_path / "flag"


def test_caller_and_helpers_share_the_work(opening: Opening, flag: Path) -> None:
    work = partial(share, flag, os.getpid())
    done = list(work_through(opening, work, processes=2, span_events=1))
    assert len({process for process, _ in done}) == 2
    found = Counter(state for _, states in done for state in states)
    assert found == Counter(range(1, STREAMS + 1))


def test_one_process_does_it_alone(opening: Opening, flag: Path) -> None:
    flag.touch()
    work = partial(share, flag, os.getpid())
    done = list(work_through(opening, work, processes=1))
    assert [process for process, _ in done] == [os.getpid()]
    assert Counter(done[0][1]) == Counter(range(1, STREAMS + 1))


def test_a_helper_that_dies_is_told(opening: Opening, flag: Path) -> None:
    work = partial(die, flag, os.getpid())
    with pytest.raises(LedgerError, match="process_lost"):
        list(work_through(opening, work, processes=2, span_events=1))


def test_what_a_helper_refuses_is_refused(opening: Opening, flag: Path) -> None:
    work = partial(refuse, flag, os.getpid())
    with pytest.raises(LedgerError) as refused:
        list(work_through(opening, work, processes=2, span_events=1))
    assert (refused.value.code, refused.value.facts["first"]) == ("versions_missing", 1)


def test_a_helper_beside_other_threads_begins_afresh(opening: Opening, flag: Path) -> None:
    _, found = marked(opening, flag)
    assert {bool(marks) for process, marks in found if process != os.getpid()} == {False}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each helper begins afresh")
def test_a_helper_of_a_process_without_other_threads_is_its_copy(
    opening: Opening, flag: Path
) -> None:
    with ProcessPoolExecutor(1, get_context("spawn")) as apart:
        caller, found = apart.submit(marked, opening, flag).result()
    assert len({process for process, _ in found}) == 2
    assert [marks for _, marks in found] == [[caller]] * STREAMS


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the helper in /proc")
def test_a_helper_ends_when_its_caller_dies(opening: Opening, flag: Path) -> None:
    apart = get_context("spawn").Process(target=left, args=(opening, flag))
    apart.start()
    apart.join()
    helper = int(flag.read_text())
    until(lambda: not runs(helper))


@pytest.mark.parametrize("collecting", [True, False])
def test_the_garbage_collector_is_left_as_it_was(
    opening: Opening, flag: Path, *, collecting: bool
) -> None:
    flag.touch()
    (gc.enable if collecting else gc.disable)()
    try:
        for _ in work_through(opening, partial(share, flag, os.getpid()), processes=1):
            assert gc.isenabled() is collecting
    finally:
        gc.enable()
