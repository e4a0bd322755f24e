"""What the benchmark of appending asks of each of those that it compares."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import msgspec
import psycopg
from bench.crowd import Append

CONFLICT_EVERY = 10
"""In a run with conflicts, each tenth event is first sent for a version that is taken."""


class Round(msgspec.Struct, frozen=True):
    """An empty log or table, a client per stream, and an auditor.

    ``require`` is told how many events were acknowledged, and fails unless exactly these are
    stored, each at its place.
    """

    appends: Sequence[Append]
    require: Callable[[int], None]


class Contender(Protocol):
    """One way to append an event to a stream so that it is durable and its version is right."""

    def round(self, clients: int, *, conflicts: bool) -> AbstractContextManager[Round]:
        """Prepare a round."""
        ...


def require_durable(dsn: str) -> None:
    """Fail unless what this login commits is on the disk when it has been acknowledged."""
    with psycopg.connect(dsn) as connection:
        for setting in (b"fsync", b"synchronous_commit", b"full_page_writes"):
            assert connection.execute(b"SHOW " + setting).fetchone() == ("on",), setting


def collides(number: int, *, conflicts: bool) -> bool:
    """Return whether event ``number`` of a client (1, 2, ...) is first sent for a taken version."""
    return conflicts and number > 1 and number % CONFLICT_EVERY == 0
