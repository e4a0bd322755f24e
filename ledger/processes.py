"""A whole log worked through by several processes, each with a book of its own."""

from __future__ import annotations

import gc
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
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

Opening: TypeAlias = Callable[[], AbstractContextManager[Book]]

_AHEAD = 2
"""So many spans a helper has at once: enough until the caller, who works too, looks again."""


def work_through(
    opening: Opening,
    work: Callable[[Book, Span], R],
    processes: int,
    span_events: int = SPAN_EVENTS,
    *,
    spans: Sequence[Span] = (),
) -> Generator[R, None, None]:
    """Yield what ``work`` returns of each span of the log, in no order; the caller works too.

    The spans are those of the log as it is now, unless others are given.

    ``opening`` gives a book to each process. Both functions, and what ``work`` returns, MUST be
    such as can be pickled: functions of a module, or partials of them.

    Raises:
        LedgerError: ``process_lost`` if one died or could not begin; and what ``opening`` and
            ``work`` raise.
    """
    with ExitStack() as stack:
        helpers = [stack.enter_context(_Worker(opening, work)) for _ in range(processes - 1)]
        book = stack.enter_context(opening())
        left = deque(spans or book.spans(span_events))
        while left or any(helper.busy for helper in helpers):
            for helper in helpers:
                helper.ask(left)
            if left:
                yield _done(book, work, left.pop())
            else:
                wait([helper.pipe for helper in helpers if helper.busy])
            for helper in helpers:
                yield from helper.answers()


class _Worker(Generic[R]):
    """A process that works on spans, until nobody listens any more."""

    def __init__(self, opening: Opening, work: Callable[[Book, Span], R]) -> None:
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

    def ask(self, left: deque[Span]) -> None:
        """Take as many spans from the front as it can have at once."""
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
    callers: Connection[Span, R | LedgerError],
    pipe: Connection[R | LedgerError, Span],
    opening: Opening,
    work: Callable[[Book, Span], R],
) -> None:
    callers.close()  # held here, it would never be closed when the caller dies
    with pipe, opening() as book:
        for span in _heard(pipe):
            with suppress(BrokenPipeError):  # the caller may have given up meanwhile
                pipe.send(_attempt(book, work, span))


def _heard(pipe: Connection[R | LedgerError, Span]) -> Iterator[Span]:
    with suppress(EOFError, ConnectionResetError):
        while True:
            yield pipe.recv()


def _attempt(book: Book, work: Callable[[Book, Span], R], span: Span) -> R | LedgerError:
    try:
        return _done(book, work, span)
    except LedgerError as failed:
        return failed


def _done(book: Book, work: Callable[[Book, Span], R], span: Span) -> R:
    with _no_collection():
        return work(book, span)


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
