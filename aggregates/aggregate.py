"""What an aggregate is to the ledger: a name, a beginning, and how events change it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeAlias, TypeVar

from aggregates.vocabulary import Event

S = TypeVar("S")
E = TypeVar("E", bound=Event)

EventsByStream: TypeAlias = Mapping[str, Sequence[Event]]
"""What a decision over several streams returns: stream key -> the events to append there."""


class Aggregate(Generic[S, E]):
    """One kind of stream. ``name`` is the first part of its events' stored names."""

    __slots__ = ("events", "evolve", "initial", "name")

    def __init__(
        self, name: str, initial: S, evolve: Callable[[S, E], S], events: tuple[type[E], ...]
    ) -> None:
        self.name = name
        self.initial = initial
        self.evolve = evolve
        self.events = events
