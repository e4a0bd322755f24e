"""Opening a whole stream: quicker than event by event, and neither more nor less trusting."""

from __future__ import annotations

import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring import KEY, NONCE, OTHER_KEY, flipped, ids, keyring, keys, nonces, refused

from ledger.errors import LedgerError
from ledger.keys.store import Key
from ledger.mac import prepared_hmac
from ledger.payload import Place, StreamOpener, open_payload, seal_payload

LOG, STREAM = bytes(range(16)), bytes(range(16, 32))
NAME = "deal.clause_accepted.v1"


def sealed(key: Key, version: int, plain: bytes, nonce: bytes = NONCE) -> bytes:
    return seal_payload(key, Place(LOG, STREAM, version, NAME), plain, nonce)


STORED = sealed(KEY, 7, b"the buyer agrees")


def opener(*known: Key, log: bytes = LOG, stream: bytes = STREAM) -> StreamOpener:
    return StreamOpener(keyring(*known), log, stream)


@given(ids, ids, keys, st.lists(st.tuples(st.text(), st.binary(), nonces)))
def test_a_stream_is_opened_as_its_events_are(
    log: bytes, stream: bytes, key: Key, events: list[tuple[str, bytes, bytes]]
) -> None:
    whole = opener(key, log=log, stream=stream)
    for version, (name, plain, nonce) in enumerate(events, start=1):
        place = Place(log, stream, version, name)
        stored = seal_payload(key, place, plain, nonce)
        assert (
            whole.open(version, name, stored) == plain == open_payload(keyring(key), place, stored)
        )


def test_events_may_be_under_several_keys_in_turn() -> None:
    whole = opener(KEY, OTHER_KEY)
    for version, key in enumerate((KEY, OTHER_KEY, KEY, KEY), start=1):
        assert whole.open(version, NAME, sealed(key, version, b"%d" % version)) == b"%d" % version


def test_no_bit_may_flip() -> None:
    for bit in range(len(STORED) * 8):
        with pytest.raises(LedgerError, match=r"payload_malformed|payload_tampered|key_unknown"):
            opener(KEY).open(7, NAME, flipped(STORED, bit))


@pytest.mark.parametrize(
    ("log", "stream", "version", "name"),
    [
        (STREAM, STREAM, 7, NAME),
        (LOG, LOG, 7, NAME),
        (LOG, STREAM, 8, NAME),
        (LOG, STREAM, 7, "deal.clause_accepted.v2"),
    ],
    ids=["log", "stream", "version", "type"],
)
def test_an_event_that_was_moved_is_refused(
    log: bytes, stream: bytes, version: int, name: str
) -> None:
    with refused("payload_tampered"):
        opener(KEY, log=log, stream=stream).open(version, name, STORED)


def test_a_key_that_is_not_there_opens_nothing() -> None:
    with refused("key_unknown"):
        opener(OTHER_KEY).open(7, NAME, STORED)


@pytest.mark.parametrize("version", [-1, 2**64])
def test_a_version_that_does_not_fit_is_malformed(version: int) -> None:
    with refused("place_malformed"):
        opener(KEY).open(version, NAME, STORED)


@pytest.mark.parametrize(("log", "stream"), [(15, 17), (17, 15), (16, 0), (0, 16)])
def test_ids_of_another_length_are_malformed(log: int, stream: int) -> None:
    with refused("place_malformed"):
        opener(KEY, log=bytes(log), stream=bytes(stream))


@given(st.binary(max_size=64), st.binary(), st.lists(st.binary(), max_size=3))
def test_a_prepared_hmac_is_the_hmac(key: bytes, prefix: bytes, messages: list[bytes]) -> None:
    prepared = prepared_hmac(key, prefix)
    for message in messages:
        assert prepared(message) == hmac.digest(key, prefix + message, "sha256")
