"""From an event as it was once written to what it means today, one version at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from aggregates.vocabulary import Event

Old_co = TypeVar("Old_co", bound=Event, covariant=True)
New_co = TypeVar("New_co", bound=Event, covariant=True)


class Upcaster(Generic[Old_co, New_co]):
    """A pure function from one version of an event to the next. History itself is never rewritten.

    ``old`` stays in the registry, so that its stored bytes can be read; it can not be written.
    """

    __slots__ = ("_step", "new", "old")

    def __init__(
        self, old: type[Old_co], new: type[New_co], step: Callable[[Old_co], New_co]
    ) -> None:
        self.old = old
        self.new = new
        self._step = step

    def upcast(self, event: Event) -> Event:
        """Return the event as its next version says it. MUST be given an event of ``old``."""
        assert isinstance(event, self.old)  # noqa: S101 - the registry looked it up by its class
        return self._step(event)
