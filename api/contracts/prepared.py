"""A command, with everything that had to be made before it could be sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias, cast

import msgspec

from aggregates.aggregate import EventsByStream
from aggregates.vocabulary import Command, Event
from ledger.book import Book
from ledger.context import Context
from ledger.drafting import Blob
from ledger.recorded import Answer
from ledger.sources import One, Source

Streams: TypeAlias = One[object] | tuple[Source[object], ...]
"""What `Book.handle` reads: one stream, or several, the one that the command is about first."""
Decision: TypeAlias = Callable[..., Sequence[Event] | EventsByStream]
"""Takes the states of the streams, then the command."""


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """What `Book.handle` is to be told; the files are those that the events will name."""

    streams: Streams
    decision: Decision
    command: Command
    blobs: tuple[Blob, ...] = ()

    def carried_out(self, book: Book, context: Context) -> Answer:
        """Send it; see `Book.handle`.

        Raises:
            RuleError, LedgerError: as `Book.handle`.
        """
        # which overload it is, is known only to whoever wrote the command down
        handle = cast("Callable[..., Answer]", book.handle)
        return handle(self.streams, self.decision, self.command, context, self.blobs)
