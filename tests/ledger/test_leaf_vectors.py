"""The published vectors of leaves and streams: what we make, and what the reference says."""

from __future__ import annotations

import hashlib
import json
import re
from uuid import UUID

import pytest
from leaf_vectors import FOLDER, documents

from ledger.opening import entries_of
from ledger.proof.hashing import leaf_hash

PUBLISHED = {name: json.loads((FOLDER / name).read_text(encoding="utf-8")) for name in documents()}
LEAVES = PUBLISHED["leaf.json"]["cases"]
STREAMS = PUBLISHED["stream.json"]["cases"]


def _bytes(case: dict[str, str], *names: str) -> bytes:
    return b"".join(bytes.fromhex(case[name]) for name in names)


@pytest.mark.parametrize("name", documents())
def test_the_published_vectors_are_what_we_make(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == documents()[name]


@pytest.mark.parametrize("case", LEAVES)
def test_a_leaf_is_built_as_the_reference_says(case: dict[str, str]) -> None:
    name = case["type"].encode()
    opening = (
        b"counterseal/event/v1\x00"
        + _bytes(case, "log_id", "stream_id")
        + int(case["version"]).to_bytes(8, "big")
        + int(case["recorded_at"]).to_bytes(8, "big", signed=True)
        + len(name).to_bytes(2, "big")
        + name
        + hashlib.sha256(_bytes(case, "payload")).digest()
        + hashlib.sha256(_bytes(case, "meta")).digest()
        + _bytes(case, "prev", "salt")
    )
    entry = hashlib.sha256(opening).digest()
    assert (case["opening"], case["entry"]) == (opening.hex(), entry.hex())
    assert case["leaf_hash"] == hashlib.sha256(b"\x00" + entry).hexdigest()


@pytest.mark.parametrize("case", LEAVES)
def test_the_quick_form_makes_the_same_entry(case: dict[str, str]) -> None:
    event = (
        int(case["version"]),
        int(case["recorded_at"]),
        case["type"].encode(),
        _bytes(case, "payload"),
        _bytes(case, "meta"),
        _bytes(case, "salt"),
    )
    log_id, stream_id = _bytes(case, "log_id"), _bytes(case, "stream_id")
    (entry,) = entries_of(log_id, stream_id, [event], [_bytes(case, "prev")])
    assert (entry.hex(), leaf_hash(entry).hex()) == (case["entry"], case["leaf_hash"])


def test_a_leaf_chains_to_the_one_before() -> None:
    assert LEAVES[0]["prev"] == "00" * 32
    assert LEAVES[1]["prev"] == LEAVES[0]["leaf_hash"]


@pytest.mark.parametrize("case", STREAMS)
def test_a_stream_id_is_built_as_the_reference_says(case: dict[str, str]) -> None:
    key = case["key"]
    if re.fullmatch("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", key):
        expected = UUID(key).hex
    else:
        named = case["aggregate"].encode() + b"\x00" + key.encode()
        log_id = bytes.fromhex(case["log_id"])
        digest = hashlib.sha256(b"counterseal/stream/v1\x00" + log_id + named).hexdigest()
        variant = format(int(digest[16], 16) & 0b0011 | 0b1000, "x")
        expected = f"{digest[:12]}8{digest[13:16]}{variant}{digest[17:32]}"
    assert case["stream_id"] == expected
