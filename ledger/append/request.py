"""What a command asks to have appended, and what came of it."""

from __future__ import annotations

from typing import TypeAlias

import msgspec


class NewEvent(msgspec.Struct, frozen=True):
    """An event as it will be stored; ``salt`` is 32 random bytes."""

    type: str
    payload: bytes
    meta: bytes
    salt: bytes


class StreamPart(msgspec.Struct, frozen=True):
    """What a request says of one stream: where it stood when it was read, and what is new there.

    ``stream_id`` is 16 bytes, ``last_leaf`` the leaf at ``version`` (32 zero bytes at version 0).
    Without events it was only read; it must not have moved all the same.
    """

    stream_id: bytes
    version: int
    last_leaf: bytes
    events: tuple[NewEvent, ...] = ()


class NewBlob(msgspec.Struct, frozen=True):
    """A sealed file and the keyed digest by which it is found."""

    keyed_sha256: bytes
    sealed: bytes


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """One command's appends, all or none. Streams are distinct; one of them has an event.

    ``actor`` and ``key`` name the command, ``request_hmac`` (32 bytes) tells whether another one
    came under the same name; ``resource_ids`` are kept to repeat the answer.
    """

    actor: str
    key: str
    request_hmac: bytes
    resource_ids: tuple[str, ...]
    parts: tuple[StreamPart, ...]
    blobs: tuple[NewBlob, ...] = ()


class Stored(msgspec.Struct, frozen=True):
    """It is in the log, from ``first_position`` on, a leaf per event in the order of the request.

    ``recorded_at`` is in microseconds since 1970 UTC.
    """

    first_position: int
    recorded_at: int
    leaf_hashes: tuple[bytes, ...]


class Repeated(msgspec.Struct, frozen=True):
    """The same command had been recorded before, at these positions."""

    first_position: int
    last_position: int


class Conflict(msgspec.Struct, frozen=True):
    """A stream had moved to ``version``; nothing of the request was stored."""

    stream_id: bytes
    version: int


Outcome: TypeAlias = Stored | Repeated | Conflict
