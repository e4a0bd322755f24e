"""The published vectors of the proofs: what we make, and what the reference says of them.

The second half takes nothing from the product: it follows docs/reference/proofs.md with the
standard library and one primitive.
"""

from __future__ import annotations

import json
from base64 import b64decode
from hashlib import sha256
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from proof_vectors import FOLDER, documents

PUBLISHED = {
    path: json.loads((FOLDER / f"{path}.json").read_text(encoding="utf-8"))["cases"]
    for path in ("tree", "tile", "checkpoint", "receipt", "head-map")
}


def test_the_published_vectors_are_what_we_make() -> None:
    for name, text in documents().items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, name


def _leaf(index: int) -> bytes:
    return sha256(b"\x00" + sha256(b"entry %d" % index).digest()).digest()


def _root(hashes: list[bytes]) -> bytes:
    """Return the root, pairing from the left; the last of an odd row goes up as it is."""
    while len(hashes) > 1:
        pairs = zip(hashes[::2], hashes[1::2], strict=False)
        above = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
        hashes = above + hashes[2 * len(above) :]
    return hashes[0] if hashes else sha256(b"").digest()


def _climb(leaf: bytes, index: int, size: int, proof: list[bytes]) -> bytes:
    """Return the root that a proof leads to, level by level (RFC 9162 section 2.1.3.2)."""
    last = size - 1
    while last:
        if index & 1:
            leaf = sha256(b"\x01" + proof.pop(0) + leaf).digest()
        elif index < last:
            leaf = sha256(b"\x01" + leaf + proof.pop(0)).digest()
        index, last = index >> 1, last >> 1
    assert not proof
    return leaf


@pytest.mark.parametrize("number", range(len(PUBLISHED["tree"])))
def test_a_tree_is_as_the_reference_says(number: int) -> None:
    case = PUBLISHED["tree"][number]
    size = int(case["size"])
    hashes = [_leaf(at) for at in range(size)]
    assert _root(hashes).hex() == case["root"]
    if size:
        index, proof = int(case["index"]), [bytes.fromhex(one) for one in case["inclusion"]]
        assert hashes[index].hex() == case["leaf"]
        assert _climb(hashes[index], index, size, proof).hex() == case["root"]
        assert _root(hashes[: int(case["old_size"])]).hex() == case["old_root"]


@pytest.mark.parametrize("number", range(len(PUBLISHED["tile"])))
def test_a_tile_is_as_the_reference_says(number: int) -> None:
    case = PUBLISHED["tile"][number]
    path, _, width = case["path"].partition(".p/")
    _, level, *elements = path.split("/")
    index, count = int("".join(elements).replace("x", "")), int(width or 256)
    if level == "entries":
        row = [b"\x00\x20" + sha256(b"entry %d" % at).digest() for at in range(count)]
    else:
        span = 256 ** int(level)
        starts = range(index * 256 * span, (index * 256 + count) * span, span)
        row = [_root([_leaf(at) for at in range(start, start + span)]) for start in starts]
    assert sha256(b"".join(row)).hexdigest() == case["sha256"]


def _signed_by(note: str, vkey: str) -> int | None:
    """Return the second that a witness names, 0 for a log, None if there is no line of the key."""
    text, _, lines = note.rpartition("\n\n")
    name, key_id, written = vkey.split("+", 2)
    key = b64decode(written)
    assert sha256(f"{name}\n".encode() + key).hexdigest()[:8] == key_id
    for line in lines.splitlines():
        octets = b64decode(line.split(" ")[2])
        if line.split(" ")[1] == name and octets[:4].hex() == key_id:
            at = int.from_bytes(octets[4:12], "big") if key[0] == 4 else 0
            front = f"cosignature/v1\ntime {at}\n" if at else ""
            message = f"{front}{text}\n".encode()
            Ed25519PublicKey.from_public_bytes(key[1:]).verify(octets[-64:], message)
            return at
    return None


@pytest.mark.parametrize("number", range(len(PUBLISHED["checkpoint"])))
def test_a_checkpoint_is_signed_as_the_reference_says(number: int) -> None:
    case = PUBLISHED["checkpoint"][number]
    at = [_signed_by(case["note"], vkey) for vkey in case["vkeys"]]
    assert at == [0, 1795329607, 1795329608, 1795329609][: len(at)]
    assert case["is_witnessed"] == (len(at) > 2)


@pytest.mark.parametrize("number", range(len(PUBLISHED["receipt"])))
def test_a_receipt_is_as_the_reference_says(number: int) -> None:
    case = PUBLISHED["receipt"][number]
    front, _, note = case["receipt"].partition("\n\n")
    header, index, *proof = front.split("\n")
    origin, size, root = note.split("\n")[:3]
    assert (header, origin) == ("c2sp.org/tlog-proof@v1", "ledger.example.org/edition-2026")
    leaf, hashes = bytes.fromhex(case["leaf"]), [b64decode(one) for one in proof]
    reached = _climb(leaf, int(index.removeprefix("index ")), int(size), hashes)
    assert reached == b64decode(root)
    vkeys = [line.split()[-1] for line in case["policy"].splitlines()[:4]]
    assert len([vkey for vkey in vkeys if _signed_by(note, vkey) is not None]) == 3


def _key(stream_id: str) -> bytes:
    return sha256(b"counterseal/head-key/v1\0" + bytes.fromhex(stream_id)).digest()


def _map_leaf(one: dict[str, Any]) -> bytes:
    said = int(one["version"]).to_bytes(8, "big") + bytes.fromhex(one["leaf_hash"])
    value = sha256(b"counterseal/head/v1\0" + said).digest()
    return sha256(b"\x02" + _key(one["stream_id"]) + value).digest()


@pytest.mark.parametrize("number", range(len(PUBLISHED["head-map"])))
def test_a_head_is_proved_as_the_reference_says(number: int) -> None:
    case = PUBLISHED["head-map"][number]
    heads = {one["stream_id"]: _map_leaf(one) for one in case["heads"]}
    for one in case["proofs"]:
        kind, depth, octets = one["proof"][:2], int(one["proof"][2:6], 16), one["proof"][6:]
        hashes = [bytes.fromhex(octets[at : at + 64]) for at in range(0, len(octets), 64)]
        assert len(hashes) == depth + 2 * int(kind)
        other = sha256(b"\x02" + hashes[depth] + hashes[depth + 1]).digest() if int(kind) else None
        joined = heads.get(one["stream_id"]) or other or bytes(32)
        bits = f"{int.from_bytes(_key(one['stream_id']), 'big'):0256b}"[:depth]
        for digit, beside in zip(reversed(bits), hashes, strict=False):
            pair = beside + joined if digit == "1" else joined + beside
            joined = sha256(b"\x03" + pair).digest()
        assert joined.hex() == case["root"]
        assert one["is_there"] == (one["stream_id"] in heads)
