"""A whole log worked through by several processes, each with a book of its own."""

from __future__ import annotations

import gc
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from threading import active_count
from types import TracebackType
from typing import Generic, Self, TypeAlias, TypeVar

from ledger.book import Book
from ledger.errors import LedgerError
from ledger.replay import SPAN_EVENTS, Span

R = TypeVar("R")
T = TypeVar("T")

Opening: TypeAlias = Callable[[], AbstractContextManager[Book]]

_AHEAD = 2
"""So many parts a helper has at once: enough until the caller, who works too, looks again."""


def work_through(
    opening: Opening,
    work: Callable[[Book, Span], R],
    processes: int,
    span_events: int = SPAN_EVENTS,
) -> Generator[R, None, None]:
    """Yield what ``work`` returns of each span of the log as it is now, in no order.

    Raises:
        LedgerError: as `Team`.
    """
    with Team(opening, work, processes) as team:
        yield from team.share(team.book.spans(span_events))


class Team(Generic[T, R]):
    """Several processes that share work on a log; the caller is one of them, and works too.

    ``opening`` gives a book to each process. It and ``work``, the parts, and what ``work`` returns,
    MUST be such as can be pickled: functions of a module, or partials of them.
    """

    def __init__(self, opening: Opening, work: Callable[[Book, T], R], processes: int) -> None:
        self._opening = opening
        self._work = work
        self._processes = processes
        self._open = ExitStack()

    def __enter__(self) -> Self:
        """Begin; the helpers first, while there are no other threads here.

        Raises:
            LedgerError: what ``opening`` raises.
        """
        with ExitStack() as stack:
            self._helpers = [
                stack.enter_context(_Worker(self._opening, self._work))
                for _ in range(self._processes - 1)
            ]
            self.book = stack.enter_context(self._opening())
            self._open = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End the helpers, and wait until they have."""
        self._open.close()

    def share(self, parts: Iterable[T]) -> Generator[R, None, None]:
        """Yield what comes of each part, in no order.

        Raises:
            LedgerError: ``process_lost`` if one died or could not begin; and what ``opening`` and
                ``work`` raise.
        """
        left, helpers = deque(parts), self._helpers
        while left or any(helper.busy for helper in helpers):
            for helper in helpers:
                helper.ask(left)
            if left:
                yield _done(self.book, self._work, left.pop())
            else:
                wait([helper.pipe for helper in helpers if helper.busy])
            for helper in helpers:
                yield from helper.answers()


class _Worker(Generic[T, R]):
    """A process that works on parts, until nobody listens any more."""

    def __init__(self, opening: Opening, work: Callable[[Book, T], R]) -> None:
        context = get_context("fork") if can_fork() else get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_help, args=(self.pipe, theirs, opening, work), daemon=True
        )
        self._process.start()
        theirs.close()
        self._asked = 0

    @property
    def busy(self) -> bool:
        """Whether it owes answers."""
        return self._asked > 0

    def ask(self, left: deque[T]) -> None:
        """Take as many parts from the front as it can have at once."""
        while left and self._asked < _AHEAD:
            self._asked += 1
            with suppress(OSError):  # whoever is dead will be missed when it has to answer
                self.pipe.send(left.popleft())

    def answers(self) -> Iterator[R]:
        """Yield the answers that are there."""
        while self.busy and self.pipe.poll():
            yield self._answer()

    def _answer(self) -> R:
        try:
            answer: R | LedgerError = self.pipe.recv()
        except (EOFError, OSError) as broken:
            raise LedgerError("process_lost") from broken
        self._asked -= 1
        if isinstance(answer, LedgerError):
            raise answer
        return answer

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Listen no more, and wait for its end."""
        self.pipe.close()
        self._process.join()


def can_fork() -> bool:
    """Return whether a helper may begin as a copy of this process, which has loaded all it needs.

    Not beside other threads: it would copy the locks that they hold, and nobody to release them.
    Nor outside Linux, where libraries of the system have threads of their own.
    """
    return sys.platform == "linux" and active_count() == 1


def _help(
    callers: Connection[T, R | LedgerError],
    pipe: Connection[R | LedgerError, T],
    opening: Opening,
    work: Callable[[Book, T], R],
) -> None:
    callers.close()  # held here, it would never be closed when the caller dies
    with pipe, opening() as book:
        for part in _heard(pipe):
            with suppress(BrokenPipeError):  # the caller may have given up meanwhile
                pipe.send(_attempt(book, work, part))


def _heard(pipe: Connection[R | LedgerError, T]) -> Iterator[T]:
    with suppress(EOFError, ConnectionResetError):
        while True:
            yield pipe.recv()


def _attempt(book: Book, work: Callable[[Book, T], R], part: T) -> R | LedgerError:
    try:
        return _done(book, work, part)
    except LedgerError as failed:
        return failed


def _done(book: Book, work: Callable[[Book, T], R], part: T) -> R:
    with _no_collection():
        return work(book, part)


@contextmanager
def _no_collection() -> Generator[None, None, None]:
    """Let the garbage collector wait: it looks through events for cycles, and they have none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
