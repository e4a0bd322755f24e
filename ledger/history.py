"""The events of a stream, and what they came to for whoever folded them."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import TypeVar, cast

from aggregates.vocabulary import Event

S = TypeVar("S")


class History(tuple[Event, ...]):  # noqa: SLOT001 - a tuple's own can hold nothing
    """Events in order, from the first on. States are values, and so may be kept and shared."""

    _folded: dict[object, tuple[int, object]]

    def followed_by(self, events: tuple[Event, ...]) -> History:
        """Return a longer history, which goes on from what this one came to."""
        longer = History((*self, *events))
        longer._folded = dict(self._known())
        return longer

    def folded(self, evolve: Callable[[S, Event], S], initial: S) -> S:
        """Return what ``evolve`` makes of all events; only what is new is folded."""
        known = self._known()
        done, state = cast("tuple[int, S]", known.get(evolve, (0, initial)))
        if done < len(self):
            state = reduce(evolve, self[done:], state)
            known[evolve] = len(self), state
        return state

    def _known(self) -> dict[object, tuple[int, object]]:
        if not hasattr(self, "_folded"):
            self._folded = {}
        return self._folded
