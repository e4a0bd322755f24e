"""A key at rest opens with its KEK, as what it was sealed as, and not otherwise."""

from __future__ import annotations

import json

import pytest

from signing.errors import SignatureError
from signing.keystore.envelope import seal, unseal

KEK, OTHER = bytes(range(32)), bytes(32)
SECRET = b"a private key"


def test_what_was_sealed_comes_back() -> None:
    assert unseal(KEK, "office", "seal", seal(KEK, "office", "seal", SECRET)) == SECRET


def test_the_secret_is_not_in_the_file() -> None:
    first, second = (seal(KEK, "office", "seal", SECRET) for _ in range(2))
    assert SECRET not in first
    assert first != second


@pytest.mark.parametrize(
    ("kek", "owner", "key_id"),
    [(OTHER, "office", "seal"), (KEK, "another", "seal"), (KEK, "office", "root")],
)
def test_it_does_not_open_otherwise(kek: bytes, owner: str, key_id: str) -> None:
    sealed = seal(KEK, "office", "seal", SECRET)
    with pytest.raises(SignatureError) as refused:
        unseal(kek, owner, key_id, sealed)
    assert refused.value.code == "key_not_opened"
    assert refused.value.facts == {"owner": owner, "key_id": key_id}


@pytest.mark.parametrize("part", ["wrapping_nonce", "wrapped_key", "nonce", "ciphertext"])
def test_a_damaged_part_does_not_open(part: str) -> None:
    held = json.loads(seal(KEK, "office", "seal", SECRET))
    for value in ("", "AAAA", held[part][::-1], "?"):
        with pytest.raises(SignatureError, match="key_not_opened"):
            unseal(KEK, "office", "seal", json.dumps({**held, part: value}).encode())


def test_another_format_does_not_open() -> None:
    held = json.loads(seal(KEK, "office", "seal", SECRET))
    with pytest.raises(SignatureError, match="key_not_opened"):
        unseal(KEK, "office", "seal", json.dumps({**held, "format": "x"}).encode())


def test_a_kek_is_32_octets() -> None:
    with pytest.raises(SignatureError) as refused:
        seal(b"short", "office", "seal", SECRET)
    assert (refused.value.code, refused.value.facts) == ("kek_unusable", {"octets": 5})
