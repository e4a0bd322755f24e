"""What views remember of a stream beside its state: a fold of their own, made by the runner."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar, cast

from aggregates.aggregate import Aggregate
from aggregates.vocabulary import Event

F = TypeVar("F")
S = TypeVar("S")
E = TypeVar("E", bound=Event)
F_co = TypeVar("F_co", covariant=True)


class Kind(Protocol[F_co]):
    """What a batch can be asked for: an aggregate, whose states it has, or a `Fold`."""

    @property
    def name(self) -> str:
        """Its name, of all that a batch has."""
        ...

    @property
    def initial(self) -> F_co:
        """What stands before the first event."""
        ...


class Fold(Generic[F]):
    """A fold over the events of ``aggregate``: ``batch.moved(fold)`` has what it came to.

    ``follow`` is given what the fold came to so far, the aggregate's state after the event, the
    event and its position. It is pure, as an ``evolve``, and depends on its stream alone.
    """

    __slots__ = ("aggregate", "follow", "initial", "name")

    def __init__(
        self,
        name: str,
        aggregate: Aggregate[S, E],
        initial: F,
        follow: Callable[[F, S, E, int], F],
    ) -> None:
        self.name = name
        self.aggregate = aggregate.name
        self.initial = initial
        # the runner gives it events and states of its aggregate only
        self.follow = cast("Callable[[F, object, Event, int], F]", follow)
