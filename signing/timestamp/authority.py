"""Whoever can say what time it was: the registry's own unit, or one outside."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class TimeStampAuthority(Protocol):
    """A time-stamping authority, in this process or somewhere else."""

    def stamp(self, digest: bytes, at: datetime) -> bytes:
        """Return a TimeStampToken in DER over a SHA-256 digest.

        ``at`` is what the clock of the caller says. The built-in unit takes it for the time; an
        outside one has its own clock and may only use it to notice a wrong one.

        Raises:
            SignatureError: when no token could be had.
        """
        ...
