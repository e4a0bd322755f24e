"""Sealing files, and finding them without telling the database what they are."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring import KEY, NONCE, OTHER_KEY, flipped, keys, nonces, refused

from ledger.blob import blob_lookup, open_blob, seal_blob
from ledger.errors import LedgerError
from ledger.keys.store import Key
from ledger.sealing import seal

CONTENT = b"%PDF-1.7 a contract"
SHA256 = hashlib.sha256(CONTENT).digest()
STORED = seal_blob(KEY, CONTENT, NONCE)


@given(keys, st.binary(), nonces)
def test_what_was_sealed_is_opened(key: Key, content: bytes, nonce: bytes) -> None:
    stored = seal_blob(key, content, nonce)
    assert open_blob(key, hashlib.sha256(content).digest(), stored) == content


def test_every_flipped_bit_is_refused() -> None:
    for bit in range(len(STORED) * 8):
        with pytest.raises(LedgerError, match="blob_tampered"):
            open_blob(KEY, SHA256, flipped(STORED, bit))


@pytest.mark.parametrize("stored", [b"", b"\0" + CONTENT, STORED[:-1], STORED + b"\0"])
def test_what_is_not_a_whole_sealed_file_is_refused(stored: bytes) -> None:
    with refused("blob_tampered"):
        open_blob(KEY, SHA256, stored)


def test_another_file_in_the_place_of_the_one_that_the_event_names_is_refused() -> None:
    with refused("blob_tampered"):
        open_blob(KEY, SHA256, seal_blob(KEY, b"another contract", NONCE))


def test_a_file_of_another_stream_is_refused() -> None:
    with refused("blob_tampered"):
        open_blob(OTHER_KEY, SHA256, STORED)


def test_a_file_that_its_sealer_put_under_a_false_digest_is_refused() -> None:
    label = b"counterseal/blob-key/v1\0"
    blob_key = hmac.digest(KEY.secret, label + SHA256 + NONCE, "sha256")
    with pytest.raises(LedgerError) as wrong:
        open_blob(KEY, SHA256, seal(KEY.kid, blob_key, NONCE, b"something else", SHA256))
    assert (wrong.value.code, wrong.value.facts["check"]) == ("blob_tampered", "digest")


@given(keys, keys, st.binary(min_size=32, max_size=32))
def test_two_streams_look_for_the_same_file_in_two_places(
    one: Key, two: Key, sha256: bytes
) -> None:
    places = {blob_lookup(one, sha256), blob_lookup(two, sha256), sha256}
    assert len(places) == (2 if one.secret == two.secret else 3)
