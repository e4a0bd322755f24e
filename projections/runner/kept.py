"""The streams whose states are in memory, as long as they fit."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from projections.runner.strand import Strand

KEPT_BYTES: Final = 60_000_000
"""Of streams with so many stored bytes states are kept, for each log."""


class Kept:
    """Strands by their streams; those that moved last at the end."""

    def __init__(self, limit_bytes: int = KEPT_BYTES) -> None:
        self._limit = limit_bytes
        self._bytes = 0
        self._strands: dict[UUID, Strand] = {}

    def __contains__(self, stream: UUID) -> bool:
        """Return whether the stream's strand is here."""
        return stream in self._strands

    def take(self, stream: UUID) -> Strand | None:
        """Return a strand, which is not kept any more, if it was."""
        strand = self._strands.pop(stream, None)
        self._bytes -= 0 if strand is None else strand.stored_bytes
        return strand

    def put(self, stream: UUID, strand: Strand) -> None:
        """Keep a strand, as the one that moved last."""
        self._strands[stream] = strand
        self._bytes += strand.stored_bytes

    def drop_oldest(self) -> None:
        """Drop those that moved longest ago, until the others fit."""
        while self._bytes > self._limit:
            self.take(next(iter(self._strands)))

    def drop_newest(self) -> None:
        """Drop those that moved last, until the others fit.

        For who goes through all streams again and again: they come back to the others first.
        """
        while self._bytes > self._limit:
            self.take(next(reversed(self._strands)))
