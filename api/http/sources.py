"""The one stream that a command is about, by the field of the command that names it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from aggregates.aggregate import Aggregate
from aggregates.vocabulary import Command, Event
from api.contracts.prepared import Streams
from api.http.asked import Asked
from ledger.sources import One

S = TypeVar("S")
E = TypeVar("E", bound=Event)


def stream_named(aggregate: Aggregate[S, E], field: str) -> Callable[[Asked, Command], Streams]:
    """Return what finds the stream of ``aggregate`` whose key is in ``field`` of a command."""

    def stream(_: Asked, sent: Command) -> Streams:
        return One(aggregate, str(getattr(sent, field)))

    return stream


def stream_of_key(aggregate: Aggregate[S, E], key: str) -> Callable[[Asked, Command], Streams]:
    """Return what finds the one stream of ``aggregate`` that a log has."""

    def stream(_: Asked, __: Command) -> Streams:
        return One(aggregate, key)

    return stream
