"""Events that are in the log, and the answer to the command that put them there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar
from uuid import UUID

import msgspec

from aggregates.vocabulary import Event
from ledger.meta import Meta

S = TypeVar("S")


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """An event and its place. ``recorded_at`` is in microseconds since 1970 UTC."""

    position: int
    stream_id: UUID
    version: int
    recorded_at: int
    leaf_hash: bytes
    event: Event
    meta: Meta


class Erased(msgspec.Struct, frozen=True, kw_only=True):
    """The place of an event whose key was destroyed: its leaf still stands, its content is gone."""

    position: int
    stream_id: UUID
    version: int
    recorded_at: int
    leaf_hash: bytes
    type: str
    meta: Meta


class Loaded(msgspec.Struct, Generic[S], frozen=True):
    """A state, and the versions by stream key at which it was read."""

    state: S
    versions: Mapping[str, int]


class Whole(msgspec.Struct, Generic[S], frozen=True):
    """What happened in a stream, in order, and what all of it came to."""

    recorded: tuple[Recorded, ...]
    state: S


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a command came to: its events in the order of the log, or none if it changed nothing.

    The tuples are parallel. ``recorded_at`` is in microseconds since 1970 UTC. ``resource_ids``
    are the keys of the streams written to. ``repeated``: the command had been recorded before,
    and this is what it came to then.
    """

    positions: tuple[int, ...] = ()
    versions: tuple[int, ...] = ()
    events: tuple[Event, ...] = ()
    leaf_hashes: tuple[bytes, ...] = ()
    recorded_at: int | None = None
    resource_ids: tuple[str, ...] = ()
    repeated: bool = False
