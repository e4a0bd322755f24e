"""What time it is for pyHanko: the moment of the question, and not that of the machine.

`ades_lta_validation` takes a time of validation, but slides from the clock of the machine, and
takes that for the time at which it first saw something. So a verdict of years later could not be
had today, nor one that is the same tomorrow.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, tzinfo
from typing import Final, Self

from pyhanko.sign.validation import ades
from pyhanko_certvalidator.ltv import ades_past, poe

_MOMENT: Final = ContextVar[datetime | None]("moment", default=None)


class AskedClock(datetime):
    """A `datetime` whose ``now`` is the moment of the question, if there is one."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        """Return the moment of the question; outside of `asked_at`, that of the machine."""
        asked = _MOMENT.get()
        if asked is None:
            return super().now(tz)
        at = asked.astimezone(tz)
        return cls.combine(at.date(), at.timetz())


for _module in (ades, ades_past, poe):
    vars(_module)["datetime"] = AskedClock


@contextmanager
def asked_at(moment: datetime) -> Generator[None]:
    """Let it be ``moment``, for what this thread or task does."""
    before = _MOMENT.set(moment)
    try:
        yield
    finally:
        _MOMENT.reset(before)
