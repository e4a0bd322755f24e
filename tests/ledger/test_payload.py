"""Sealing what an event says, and refusing whatever was not sealed at that place."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st
from keyring import KEY, NONCE, OTHER_KEY, flipped, ids, keyring, keys, nonces, refused
from two_keys import opens_under_both

from ledger.errors import LedgerError
from ledger.keys.store import Key
from ledger.payload import (
    Place,
    clear_payload,
    derive_event_key,
    event_key_of,
    open_clear,
    open_payload,
    open_with_event_key,
    seal_payload,
)
from ledger.sealing import key_commitment

PLACE = Place(bytes(range(16)), bytes(range(16, 32)), 7, "deal.clause_accepted.v1")
STORED = seal_payload(KEY, PLACE, b"the buyer agrees", NONCE)
EVENT_KEY = derive_event_key(KEY.secret, PLACE.version, NONCE)

places = st.builds(Place, ids, ids, st.integers(0, 2**64 - 1), st.text())


@given(keys, places, st.binary(), nonces)
def test_what_was_sealed_is_opened(key: Key, place: Place, plain: bytes, nonce: bytes) -> None:
    stored = seal_payload(key, place, plain, nonce)
    assert open_payload(keyring(key), place, stored) == plain
    assert open_with_event_key(event_key_of(keyring(key), place, stored), place, stored) == plain


@given(st.integers(min_value=0))
def test_every_flipped_bit_is_refused(bit: int) -> None:
    with pytest.raises(LedgerError) as wrong:
        open_payload(keyring(KEY), PLACE, flipped(STORED, bit))
    assert wrong.value.code in {"payload_malformed", "payload_tampered", "key_unknown"}


def test_no_bit_may_flip_for_who_was_given_the_event_key() -> None:
    for bit in range(len(STORED) * 8):
        if not 8 <= bit < 136:  # the name of the key that the event key came from is not needed
            with pytest.raises(LedgerError, match=r"payload_malformed|payload_tampered"):
                open_with_event_key(EVENT_KEY, PLACE, flipped(STORED, bit))


@given(places)
def test_every_other_place_is_refused(elsewhere: Place) -> None:
    if elsewhere != PLACE:
        with refused("payload_tampered"):
            open_payload(keyring(KEY), elsewhere, STORED)


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place(PLACE.stream_id, PLACE.stream_id, 7, PLACE.type),
        Place(PLACE.log_id, PLACE.log_id, 7, PLACE.type),
        Place(PLACE.log_id, PLACE.stream_id, 8, PLACE.type),
        Place(PLACE.log_id, PLACE.stream_id, 7, "deal.clause_accepted.v2"),
    ],
    ids=["log", "stream", "version", "type"],
)
def test_an_event_that_was_moved_is_refused(elsewhere: Place) -> None:
    with refused("payload_tampered"):
        open_payload(keyring(KEY), elsewhere, STORED)
    with refused("payload_tampered"):
        open_with_event_key(EVENT_KEY, elsewhere, STORED)
    with refused("payload_tampered"):
        event_key_of(keyring(KEY), elsewhere, STORED)


def test_another_secret_under_the_same_name_is_refused() -> None:
    with refused("payload_tampered"):
        open_payload(keyring(Key(KEY.kid, OTHER_KEY.secret)), PLACE, STORED)


def test_a_destroyed_key_says_so() -> None:
    def destroyed(kid: bytes) -> bytes:
        raise LedgerError("key_destroyed", kid=kid.hex())

    with refused("key_destroyed"):
        open_payload(destroyed, PLACE, STORED)


def test_what_is_too_short_is_malformed() -> None:
    for length in range(1 + 16 + 12 + 32 + 16):
        with refused("payload_malformed"):
            open_payload(keyring(KEY), PLACE, STORED[:length])


def test_a_text_that_opens_under_two_keys_opens_under_the_committed_one_only() -> None:
    first, second = EVENT_KEY, derive_event_key(OTHER_KEY.secret, PLACE.version, NONCE)
    aad = PLACE.log_id + PLACE.stream_id + PLACE.version.to_bytes(8, "big") + PLACE.type.encode()
    forged = opens_under_both(first, second, NONCE, aad)
    texts = {AESGCM(key).decrypt(NONCE, forged, aad) for key in (first, second)}
    assert len(texts) == 2, "without a commitment both keys open it, to different texts"

    stored = b"\1" + KEY.kid + NONCE + key_commitment(first) + forged
    assert open_with_event_key(first, PLACE, stored) in texts
    with refused("payload_tampered"):
        open_with_event_key(second, PLACE, stored)


def test_a_clear_payload_in_the_place_of_a_sealed_one_is_malformed() -> None:
    clear = clear_payload(b"the buyer agrees to everything, and this is a long text" * 2)
    with refused("payload_malformed"):
        open_payload(keyring(KEY), PLACE, clear)
    with refused("payload_malformed"):
        open_with_event_key(EVENT_KEY, PLACE, clear)


@given(st.binary())
def test_a_clear_payload_is_read_as_it_was_written(plain: bytes) -> None:
    assert open_clear(clear_payload(plain)) == plain


@pytest.mark.parametrize("stored", [b"", b"\1", STORED])
def test_what_is_not_in_clear_is_malformed(stored: bytes) -> None:
    with refused("payload_malformed"):
        open_clear(stored)


@pytest.mark.parametrize("version", [-1, 2**64])
def test_a_version_that_does_not_fit_is_malformed(version: int) -> None:
    place = Place(PLACE.log_id, PLACE.stream_id, version, PLACE.type)
    with refused("place_malformed"):
        seal_payload(KEY, place, b"", NONCE)
    with refused("place_malformed"):
        open_payload(keyring(KEY), place, STORED)
    with refused("place_malformed"):
        open_with_event_key(EVENT_KEY, place, STORED)


@pytest.mark.parametrize(("log", "stream"), [(15, 17), (17, 15), (16, 0), (0, 16)])
def test_ids_of_another_length_are_malformed(log: int, stream: int) -> None:
    with refused("place_malformed"):
        seal_payload(KEY, Place(bytes(log), bytes(stream), 1, "x"), b"", NONCE)


def test_a_nonce_or_a_name_of_another_length_is_malformed() -> None:
    with refused("nonce_malformed"):
        seal_payload(KEY, PLACE, b"", bytes(16))
    with refused("kid_malformed"):
        seal_payload(Key(bytes(15), bytes(32)), PLACE, b"", NONCE)
