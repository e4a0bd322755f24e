"""Somebody presses Ctrl-C while their command waits: the others must not hang."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from uuid import UUID

import pytest
from appending import request
from databases import Database
from waiting import held, held_next, until, waiting_for_locks

from ledger.append.appender import Appender
from ledger.append.request import Outcome, Repeated, Stored

Submit = Callable[[str], "Future[Outcome]"]


class PressedError(Exception):
    """What the handler of a signal raises, as it does for Ctrl-C."""


@pytest.fixture
def interrupt() -> Iterator[Callable[[Callable[[], None]], None]]:
    """Return what interrupts the thread of the test, and lets it do something before it reacts."""
    first: list[Callable[[], None]] = []

    def handle(*_: object) -> None:
        first.pop()()
        raise PressedError

    def send(do: Callable[[], None]) -> None:
        first.append(do)
        main = threading.main_thread().ident
        assert main is not None
        signal.pthread_kill(main, signal.SIGUSR1)

    before = signal.signal(signal.SIGUSR1, handle)
    yield send
    signal.signal(signal.SIGUSR1, before)


class Scene:
    """One log that is held, and an appender on it that has a leader already."""

    def __init__(
        self, appender: Appender, database: Database, log_id: UUID, threads: ThreadPoolExecutor
    ) -> None:
        self.appender = appender
        self.database = database
        self.threads = threads
        self.hold = ExitStack()
        self.hold.enter_context(held(database, log_id))
        self.first = self.submit("first")
        until(lambda: waiting_for_locks(database) == 1)

    def submit(self, key: str) -> Future[Outcome]:
        """Append a request in another thread."""
        return self.threads.submit(self.appender.append, request(key))

    def join(self, key: str) -> Future[Outcome]:
        """Append a request in another thread, and return when it waits."""
        before = self.appender.waiting
        joined = self.submit(key)
        until(lambda: self.appender.waiting == before + 1)
        return joined

    def write(self) -> None:
        """Let the first group through, and hold the next one while it is being written."""
        following = ExitStack()
        holder = self.threads.submit(following.enter_context, held_next(self.database))
        until(lambda: waiting_for_locks(self.database) == 2)
        self.hold.close()
        holder.result()
        self.hold = following
        until(lambda: self.appender.waiting == 0)

    def interrupted(self, meanwhile: Callable[[], None]) -> None:
        """Append "mine" in this thread, and be interrupted by what happens ``meanwhile``."""
        done = self.threads.submit(self._when_mine_waits, meanwhile, self.appender.waiting + 1)
        with pytest.raises(PressedError):
            self.appender.append(request("mine"))
        done.result()

    def _when_mine_waits(self, meanwhile: Callable[[], None], waiting: int) -> None:
        until(lambda: self.appender.waiting == waiting)
        meanwhile()


@pytest.fixture
def scene(
    open_appender: Callable[..., Appender],
    database: Database,
    log_id: UUID,
    threads: ThreadPoolExecutor,
) -> Iterator[Scene]:
    """Set the scene."""
    made = Scene(open_appender(), database, log_id, threads)
    yield made
    made.hold.close()


Interrupting = Callable[[Callable[[], None]], None]


def test_whoever_waited_is_not_appended(scene: Scene, interrupt: Interrupting) -> None:
    others: list[Future[Outcome]] = []

    def meanwhile() -> None:
        others.append(scene.join("other"))
        interrupt(lambda: None)

    scene.interrupted(meanwhile)
    scene.hold.close()
    assert isinstance(others[0].result(), Stored)
    mine = scene.appender.append(request("mine"))
    assert isinstance(mine, Stored)
    assert mine.first_position == 3


def test_whoever_was_to_lead_leaves_that_to_the_next(scene: Scene, interrupt: Interrupting) -> None:
    others: list[Future[Outcome]] = []

    def let_the_first_finish() -> None:
        scene.hold.close()
        until(scene.first.done)

    def meanwhile() -> None:
        others.append(scene.join("other"))
        interrupt(let_the_first_finish)

    scene.interrupted(meanwhile)
    assert isinstance(others[0].result(), Stored)


def test_whoever_was_being_written_is_passed_over(scene: Scene, interrupt: Interrupting) -> None:
    others = [scene.join("leads")]

    def meanwhile() -> None:
        others.append(scene.join("behind"))
        scene.write()
        interrupt(lambda: None)

    scene.interrupted(meanwhile)
    scene.hold.close()
    assert [type(one.result()) for one in others] == [Stored, Stored]
    assert scene.appender.append(request("mine")) == Repeated(3, 3)


def test_whoever_was_told_already_tells_the_next(scene: Scene, interrupt: Interrupting) -> None:
    others = [scene.join("leads")]

    def let_the_leader_finish() -> None:
        scene.hold.close()
        until(others[0].done)

    def meanwhile() -> None:
        others.append(scene.join("behind"))
        scene.write()
        interrupt(let_the_leader_finish)

    scene.interrupted(meanwhile)
    assert [type(one.result()) for one in others] == [Stored, Stored]
