"""Time goes forward: no decision is earlier than what it is made on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, TypeVar

from msgspec.structs import replace

from aggregates.errors import RuleError
from aggregates.vocabulary import Command

C = TypeVar("C", bound=Command)

CLOCKS_APART: Final = timedelta(seconds=2)
"""How far the clocks of two machines may differ. More is a fault, which ``doctor`` finds too."""


def in_order(command: C, before: Iterable[datetime], waited: timedelta = timedelta()) -> C:
    """Return ``command`` at a time when everything has happened that it is decided on.

    ``before`` is when the last event of each stream happened that the decision reads. A command
    that comes from a clock slightly behind is decided as of the latest of these; so is one that
    was kept waiting here for as long as ``waited``, while others were recorded.

    Raises:
        RuleError: ``clock_went_back`` if that is further off than `CLOCKS_APART`, beyond the wait.
    """
    last = max(before, default=command.at)
    if command.at >= last:
        return command
    if last - command.at > CLOCKS_APART + waited:
        raise RuleError("clock_went_back", at=command.at, last=last)
    return replace(command, at=last)
