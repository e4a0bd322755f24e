"""A piece of one log, as views are given it: what happened, and what it made of each stream."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Generic, TypeVar, cast
from uuid import UUID

import msgspec

from aggregates.vocabulary import Event
from ledger.following import Happened
from ledger.meta import Meta, read_meta
from projections.fold import Kind

S_co = TypeVar("S_co", covariant=True)
S = TypeVar("S")


class Step(msgspec.Struct, Generic[S_co], frozen=True):
    """One event as it ``happened``, and the state of its stream before and after it."""

    happened: Happened
    event: Event
    before: S_co
    after: S_co

    @property
    def position(self) -> int:
        """Its position in the log."""
        return self.happened.position

    @property
    def stream(self) -> UUID:
        """The stream that it is one of."""
        return self.happened.stream_id

    @property
    def version(self) -> int:
        """Its number in the stream."""
        return self.happened.version

    @property
    def recorded_at(self) -> int:
        """When it was recorded, in microseconds since 1970 UTC."""
        return self.happened.recorded_at

    @property
    def meta(self) -> Meta:
        """Who asked for the event, how and why.

        Raises:
            LedgerError: ``meta_unreadable``.
        """
        return read_meta(self.happened.meta)


class Moved(msgspec.Struct, Generic[S_co], frozen=True):
    """A stream that the batch has moved: its steps in order, one or more.

    ``opening`` is the first event that the stream ever had.
    """

    stream: UUID
    opening: Event
    steps: Sequence[Step[S_co]]

    @property
    def before(self) -> S_co:
        """The state before the batch; the aggregate's initial one if the stream is new."""
        return self.steps[0].before

    @property
    def state(self) -> S_co:
        """The state after the batch."""
        return self.steps[-1].after

    @property
    def moved_at(self) -> datetime:
        """When the last event happened, as it says itself."""
        return self.steps[-1].event.at

    @property
    def position(self) -> int:
        """The position of the last event."""
        return self.steps[-1].position


class Batch:
    """Events of one log by stream: those from ``first`` to ``last``, or whole streams of then.

    A stream's events come in order and without a gap; of different streams nothing is promised.
    ``erased`` are streams whose content is gone for ever: whatever a view holds of them has to go.
    Events of other kinds than the runner knows, and those of erased streams, are in no batch.
    """

    def __init__(
        self,
        log: UUID,
        first: int,
        last: int,
        moved: dict[str, list[Moved[object]]],
        erased: Sequence[UUID] = (),
        recorded_at: int = 0,
    ) -> None:
        """Take what moved by the name of its aggregate, and when the last event was recorded."""
        self.log = log
        self.first = first
        self.last = last
        self.erased = erased
        self.recorded_at = recorded_at
        self._moved = moved

    def moved(self, kind: Kind[S]) -> Sequence[Moved[S]]:
        """Return the streams of an aggregate that the batch has moved, each once.

        Asked for a `Fold` of one of `projections.folds.FOLDS`: what that came to of each.
        """
        return cast("Sequence[Moved[S]]", self._moved.get(kind.name, ()))

    def steps(self, kind: Kind[S]) -> Iterator[Step[S]]:
        """Yield every event of an aggregate, stream by stream, each in order."""
        for moved in self.moved(kind):
            yield from moved.steps

    def gone(self) -> Sequence[str]:
        """Return the ids of the erased streams as views write them: those of deals, for one."""
        return [str(stream) for stream in self.erased]
