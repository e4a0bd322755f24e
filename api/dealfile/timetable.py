"""When each move is made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from api.dealfile.document import AnyMove
from api.dealfile.moments import instant_of


def timetable(moves: Sequence[AnyMove]) -> Iterator[tuple[datetime, AnyMove]]:
    """Yield each move with its instant, in UTC. They increase: the file was checked for it."""
    at = datetime.min.replace(tzinfo=UTC)
    for move in moves:
        at = instant_of(move.at, at)
        yield at, move
