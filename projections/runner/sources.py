"""The logs that are followed, each opened once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from types import TracebackType
from typing import Self, TypeAlias
from uuid import UUID

from ledger.book import Book
from projections.runner.folding import Folding
from projections.runner.kept import KEPT_BYTES

Opening: TypeAlias = Callable[[UUID], AbstractContextManager[Book]]
"""Opens the book of a log, for reading."""


class Sources:
    """The books, and what is folded of them. For one thread; closed at its end."""

    def __init__(self, opening: Opening, kept_bytes: int = KEPT_BYTES) -> None:
        self._opening = opening
        self._kept_bytes = kept_bytes
        self._books: dict[UUID, Book] = {}
        self._foldings: dict[UUID, Folding] = {}
        self._stack = ExitStack()

    def book(self, log: UUID) -> Book:
        """Return the book of a log.

        Raises:
            LedgerError: as opening it.
        """
        if log not in self._books:
            self._books[log] = self._stack.enter_context(self._opening(log))
        return self._books[log]

    def folding(self, log: UUID) -> Folding:
        """Return what makes the batches of a log.

        Raises:
            LedgerError: as opening its book.
        """
        if log not in self._foldings:
            following = self.book(log).following
            self._foldings[log] = Folding(log, following, kept_bytes=self._kept_bytes)
        return self._foldings[log]

    def forget(self) -> None:
        """Keep nothing of what was folded."""
        self._foldings.clear()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close every book."""
        self._stack.close()
