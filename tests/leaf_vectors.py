"""The published vectors of openings, leaves and stream ids: made from fixed values.

``PYTHONPATH=tests python -m leaf_vectors`` writes them anew; a test makes and compares them.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from uuid import UUID

from aggregates.canonical import Json
from ledger.meta import Meta, meta_bytes
from ledger.opening import NO_LEAF, Opening, entry_hash, opening_bytes
from ledger.proof.hashing import leaf_hash
from ledger.stream import stream_id

FOLDER = Path(__file__).parents[1] / "docs" / "reference" / "vectors"

LOG = UUID("018f0000-0000-7000-8000-000000000001")
STREAM = UUID("018f0000-0000-7000-8000-000000000002")
RECORDED_AT = 1_795_329_605_300_000
"""2026-11-22T06:40:05.3Z in microseconds."""
LAST = 2**63 - 1
META = Meta(
    actor="018f0000-0000-7000-8000-000000000003",
    authentication="passkey",
    causation_id="",
    correlation_id="018f0000-0000-7000-8000-000000000004",
    event_id="018f0000-0000-7000-8000-000000000005",
    idempotency_key="key-1",
    on_behalf_of="018f0000-0000-7000-8000-000000000006",
    software="counterseal/0.1.0",
)
PAYLOAD = b'\x00{"type":"rates.published.v1","at":"2026-11-22T06:40:05.3Z"}'


def leaves() -> list[Json]:
    """Return the first two events of a stream, and one with the greatest numbers."""
    salt = bytes(range(0xC0, 0xE0))
    first, leaf = _leaf(1, RECORDED_AT, "rates.opened.v1", NO_LEAF, salt)
    second, leaf = _leaf(2, RECORDED_AT, "rates.published.v1", leaf, salt[::-1])
    last, _ = _leaf(LAST, LAST, "x" * 200, leaf, bytes(32))
    return [first, second, last]


def _leaf(
    version: int, recorded_at: int, name: str, prev: bytes, salt: bytes
) -> tuple[Json, bytes]:
    meta = meta_bytes(META)
    opening = Opening(
        log_id=LOG.bytes,
        stream_id=STREAM.bytes,
        version=version,
        recorded_at=recorded_at,
        type=name,
        payload_sha256=hashlib.sha256(PAYLOAD).digest(),
        meta_sha256=hashlib.sha256(meta).digest(),
        prev=prev,
        salt=salt,
    )
    leaf = leaf_hash(entry_hash(opening))
    return {
        "log_id": LOG.hex,
        "stream_id": STREAM.hex,
        "version": str(version),
        "recorded_at": str(recorded_at),
        "type": name,
        "payload": PAYLOAD.hex(),
        "meta": meta.hex(),
        "prev": prev.hex(),
        "salt": salt.hex(),
        "opening": opening_bytes(opening).hex(),
        "entry": entry_hash(opening).hex(),
        "leaf_hash": leaf.hex(),
    }, leaf


def streams() -> list[Json]:
    """Return keys that are ids, look like ids, and are not."""
    keys = (("deal", str(STREAM)), ("deal", str(STREAM).upper()), ("rates", "rates"), ("side", "é"))
    return [
        {
            "log_id": LOG.hex,
            "aggregate": aggregate,
            "key": key,
            "stream_id": stream_id(LOG, aggregate, key).hex,
        }
        for aggregate, key in keys
    ]


def documents() -> dict[str, str]:
    """Return the text of each file of vectors, by its name."""
    about: dict[str, tuple[str, list[Json]]] = {
        "leaf.json": ("Openings, entries and leaves: ledger/opening.py. Bytes in hex.", leaves()),
        "stream.json": ("Stream ids: ledger/stream.py. Bytes in hex.", streams()),
    }
    return {
        name: json.dumps({"about": text, "cases": cases}, indent=1, ensure_ascii=False) + "\n"
        for name, (text, cases) in about.items()
    }


if __name__ == "__main__":
    for name, text in documents().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
