"""The published vectors: what we make is what they say, and they can be rebuilt without us."""

from __future__ import annotations

import hashlib
import hmac
import json

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sealing_vectors import FOLDER, documents

PUBLISHED = {name: json.loads((FOLDER / name).read_text(encoding="utf-8")) for name in documents()}
PAYLOADS = [case for case in PUBLISHED["payload.json"]["cases"] if "kid" in case]
BLOBS = PUBLISHED["blob.json"]["cases"]
FIELDS = PUBLISHED["field.json"]["cases"]


def _hmac(key: bytes, *parts: bytes) -> bytes:
    return hmac.new(key, b"".join(parts), hashlib.sha256).digest()


def _bytes(case: dict[str, str], *names: str) -> list[bytes]:
    return [bytes.fromhex(case[name]) for name in names]


@pytest.mark.parametrize("name", documents())
def test_the_published_vectors_are_what_we_make(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == documents()[name]


@pytest.mark.parametrize("case", PAYLOADS)
def test_a_payload_is_built_as_the_reference_says(case: dict[str, str]) -> None:
    kid, nonce, plain, key = _bytes(case, "kid", "nonce", "plain", "stream_key")
    version = int(case["version"]).to_bytes(8, "big")
    event_key = _hmac(key, b"counterseal/event-key/v1\0", version, nonce)
    commitment = hashlib.sha256(b"counterseal/key/v1\0" + event_key).digest()
    aad = b"".join(_bytes(case, "log_id", "stream_id")) + version + case["type"].encode()
    stored = b"\x01" + kid + nonce + commitment + AESGCM(event_key).encrypt(nonce, plain, aad)
    assert stored.hex() == case["stored"]


def test_a_clear_payload_is_built_as_the_reference_says() -> None:
    (case,) = (case for case in PUBLISHED["payload.json"]["cases"] if "kid" not in case)
    assert case["stored"] == "00" + case["plain"]


@pytest.mark.parametrize("case", BLOBS)
def test_a_blob_is_built_as_the_reference_says(case: dict[str, str]) -> None:
    kid, nonce, plain, key = _bytes(case, "kid", "nonce", "plain", "key")
    sha256 = hashlib.sha256(plain).digest()
    blob_key = _hmac(key, b"counterseal/blob-key/v1\0", sha256, nonce)
    commitment = hashlib.sha256(b"counterseal/key/v1\0" + blob_key).digest()
    stored = b"\x01" + kid + nonce + commitment + AESGCM(blob_key).encrypt(nonce, plain, sha256)
    assert stored.hex() == case["stored"]
    assert _hmac(_hmac(key, b"counterseal/blob-index/v1\0"), sha256).hex() == case["lookup"]


@pytest.mark.parametrize("case", FIELDS)
def test_a_field_is_built_as_the_reference_says(case: dict[str, str]) -> None:
    nonce, salt, key = _bytes(case, "nonce", "salt", "person_key")
    plain = salt + case["text"].encode()
    aad = f'["{case["log"]}","{case["stream"]}","{case["field"]}","{case["kid"]}"]'.encode()
    assert AESGCM(key).encrypt(nonce, plain, aad).hex() == case["ciphertext"]
    assert hashlib.sha256(b"counterseal/field/v1\0" + plain).hexdigest() == case["commitment"]
