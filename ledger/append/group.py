"""A group of requests as the arguments of ``ledger.append``, and its answer as their outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

import msgspec

from ledger.append.arrays import bytea_array, int4_array, int8_array, text_array, uuid_array
from ledger.append.request import Conflict, Outcome, Repeated, Request, Stored
from ledger.errors import LedgerError

_STORED, _REPEATED, _KEY_REUSED = 0, 1, 2
_json = msgspec.json.Encoder()


class GroupAnswer(NamedTuple):
    """What ``ledger.append`` says; ``ledger/sql/0004_append.sql`` says what it means."""

    recorded_at: int
    outcomes: list[int]
    firsts: list[int]
    lasts: list[int]
    leaves: list[bytes]


def group_arguments(log_id: UUID, requests: Sequence[Request]) -> list[bytes]:
    """Return the arguments that append ``requests`` to the log, in their order."""
    parts = [part for request in requests for part in request.parts]
    events = [event for part in parts for event in part.events]
    streams = _numbered(requests)
    blobs = [(number, blob) for number, r in enumerate(requests, start=1) for blob in r.blobs]
    return [
        log_id.bytes,
        text_array([request.actor for request in requests]),
        text_array([request.key for request in requests]),
        bytea_array([request.request_hmac for request in requests]),
        text_array([_json.encode(request.resource_ids).decode() for request in requests]),
        int4_array([len(request.parts) for request in requests]),
        uuid_array(list(streams)),
        int4_array([streams[part.stream_id] for part in parts]),
        int8_array([part.version for part in parts]),
        int4_array([len(part.events) for part in parts]),
        text_array([event.type for event in events]),
        bytea_array([event.payload for event in events]),
        bytea_array([event.meta for event in events]),
        bytea_array([event.salt for event in events]),
        int4_array([number for number, _ in blobs]),
        bytea_array([blob.keyed_sha256 for _, blob in blobs]),
        bytea_array([blob.sealed for _, blob in blobs]),
    ]


def group_outcomes(requests: Sequence[Request], answer: GroupAnswer) -> list[Outcome | LedgerError]:
    """Return what came of each request, in their order."""
    streams = list(_numbered(requests))
    outcomes: list[Outcome | LedgerError] = []
    taken = 0
    for request, code, first, last in zip(
        requests, answer.outcomes, answer.firsts, answer.lasts, strict=True
    ):
        count = sum(len(part.events) for part in request.parts)
        leaves = tuple(answer.leaves[taken : taken + count])
        taken += count
        if code == _STORED:
            outcomes.append(Stored(first, answer.recorded_at, leaves))
        elif code == _REPEATED:
            outcomes.append(Repeated(first, last))
        elif code == _KEY_REUSED:
            outcomes.append(LedgerError("key_reused", key=request.key))
        else:
            outcomes.append(Conflict(streams[first - 1], last))
    return outcomes


def _numbered(requests: Sequence[Request]) -> dict[bytes, int]:
    """Number the distinct streams of a group from 1, in the order in which they first appear."""
    streams: dict[bytes, int] = {}
    for request in requests:
        for part in request.parts:
            streams.setdefault(part.stream_id, len(streams) + 1)
    return streams
