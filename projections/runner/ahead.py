"""Work done beside: while the server writes a piece, the next one is made."""

from __future__ import annotations

from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeAlias

Work: TypeAlias = Callable[[], None]


@contextmanager
def one_ahead() -> Generator[Callable[[Work], None], None, None]:
    """Give what has work done in a thread of its own, in order, and is never more than one ahead.

    What a piece of work raises, the next call raises, or the end does. Whatever happens, nothing
    is at work any more when this is left.
    """
    last: Future[None] | None = None

    def do(work: Work) -> None:
        nonlocal last
        before, last = last, None
        if before is not None:
            before.result()
        last = thread.submit(work)

    with ThreadPoolExecutor(1, "projections-writer") as thread:
        yield do
        if last is not None:
            last.result()
