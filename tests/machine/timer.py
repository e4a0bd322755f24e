"""A clock of the notebook: the time that is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass
class Timer:
    """The time left."""

    left: timedelta

    @property
    def over(self) -> bool:
        """Whether nothing is left: the instant itself is too late."""
        return self.left <= timedelta(0)
