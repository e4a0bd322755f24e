"""What a worker does again and again."""

from __future__ import annotations

from typing import Protocol


class Job(Protocol):
    """A kind of work. Several workers may do the same kind at once: none does a thing twice."""

    @property
    def name(self) -> str:
        """What logs and metrics call it."""
        ...

    def round(self) -> bool:
        """Do some of what is due, a bounded amount; return whether there may be more at once."""
        ...
