"""Requests as they come to the appender, for tests below the book."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from ledger.append.request import NewBlob, NewEvent, Request, StreamPart
from ledger.opening import NO_LEAF

EVENT = NewEvent("tally.raised.v1", b"\0{}", b"{}", bytes(32))


def stream(name: str) -> bytes:
    """Return the id of a stream."""
    return hashlib.sha256(name.encode()).digest()[:16]


def part(
    name: str,
    version: int = 0,
    last_leaf: bytes = NO_LEAF,
    events: Sequence[NewEvent] = (EVENT,),
) -> StreamPart:
    """Return what a request says of a stream: one event more, unless told otherwise."""
    return StreamPart(stream(name), version, last_leaf, tuple(events))


def request(
    key: str, *parts: StreamPart, body: bytes = b"", blobs: Sequence[NewBlob] = ()
) -> Request:
    """Return a request for these parts, by default for one new stream named like its key."""
    return Request(
        actor="ann",
        key=key,
        request_hmac=hashlib.sha256(body).digest(),
        resource_ids=(key,),
        parts=parts or (part(key),),
        blobs=tuple(blobs),
    )
