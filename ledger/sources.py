"""What a decision reads: one stream, or several of one kind."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from typing import Generic, TypeVar, cast

from aggregates.aggregate import Aggregate
from aggregates.vocabulary import Event
from ledger.history import History

S_co = TypeVar("S_co", covariant=True)
E = TypeVar("E", bound=Event)
T_co = TypeVar("T_co", covariant=True)
"""What the decision is given."""


class Source(ABC, Generic[T_co]):
    """The streams ``keys`` of the aggregate named ``aggregate``, and what their events come to."""

    def __init__(self, aggregate: str, keys: Sequence[str]) -> None:
        self.aggregate = aggregate
        self.keys = keys

    @abstractmethod
    def state(self, histories: Mapping[str, Iterable[Event]]) -> T_co:
        """Return what the decision is given; ``histories`` has the events of each key."""


class One(Source[S_co]):
    """One stream: the decision is given its state."""

    def __init__(self, aggregate: Aggregate[S_co, E], key: str) -> None:
        super().__init__(aggregate.name, (key,))
        self.key = key
        self._fold = fold_of(aggregate)

    def state(self, histories: Mapping[str, Iterable[Event]]) -> S_co:
        """Return the state of the stream."""
        return self._fold(histories[self.key])


class Each(Source[Mapping[str, S_co]]):
    """Several streams of one kind: the decision is given key -> state."""

    def __init__(self, aggregate: Aggregate[S_co, E], keys: Iterable[str]) -> None:
        super().__init__(aggregate.name, tuple(dict.fromkeys(keys)))
        self._fold = fold_of(aggregate)

    def state(self, histories: Mapping[str, Iterable[Event]]) -> Mapping[str, S_co]:
        """Return the states by key."""
        return {key: self._fold(histories[key]) for key in self.keys}


def fold_of(aggregate: Aggregate[S_co, E]) -> Callable[[Iterable[Event]], S_co]:
    """Return what makes the state of a stream from its events, which MUST be the aggregate's."""
    evolve = cast("Callable[[S_co, Event], S_co]", aggregate.evolve)

    def fold(events: Iterable[Event]) -> S_co:
        # the stored name began with the aggregate's, or the row was refused
        if isinstance(events, History):
            return events.folded(evolve, aggregate.initial)
        return reduce(evolve, events, aggregate.initial)

    return fold
