"""What is put under load: a ledger of streams, as its clients know it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from histories.record import Entry


class Refused(Exception):  # noqa: N818 - an answer, and no error
    """The command was not recorded, and never will be."""


class Unanswered(Exception):  # noqa: N818
    """Nobody knows whether the command was recorded."""


class Subject(Protocol):
    """A ledger. Safe for threads."""

    def write(self, key: str, stream: str, events: int) -> tuple[int, ...]:
        """Record so many events; return their positions.

        Raises:
            Refused: nothing was recorded.
            Unanswered: that is not known.
        """
        ...

    def read(self, stream: str) -> tuple[str, ...]:
        """Return the key of each event of a stream.

        Raises:
            Unanswered: not now.
        """
        ...

    def follow(self, after: int) -> Sequence[Entry]:
        """Return what follows a position in the log, as a follower is handed it.

        Raises:
            Unanswered: not now.
        """
        ...
