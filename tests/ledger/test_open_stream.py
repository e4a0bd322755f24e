"""Opening a whole stream: quicker than event by event, and neither more nor less trusting."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from itertools import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring import KEY, NONCE, OTHER_KEY, flipped, ids, keyring, keys, nonces, refused

from ledger.errors import LedgerError
from ledger.keys.store import Key
from ledger.mac import prepared_hmac
from ledger.payload import Place, clear_payload, open_payload, open_stream, seal_payload

LOG, STREAM = bytes(range(16)), bytes(range(16, 32))
NAME = "deal.clause_accepted.v1"


def sealed(key: Key, version: int, plain: bytes, nonce: bytes = NONCE) -> bytes:
    return seal_payload(key, Place(LOG, STREAM, version, NAME), plain, nonce)


STORED = [sealed(KEY, 1, b"the buyer offers"), sealed(KEY, 2, b"the seller agrees")]


def opened(
    *known: Key,
    log: bytes = LOG,
    stream: bytes = STREAM,
    names: Sequence[str] = (NAME, NAME),
    stored: Sequence[bytes] = STORED,
) -> list[bytes]:
    return list(open_stream(keyring(*known), log, stream, names, stored))


@given(ids, ids, keys, st.lists(st.tuples(st.text(), st.binary(), nonces)))
def test_a_stream_is_opened_as_its_events_are(
    log: bytes, stream: bytes, key: Key, events: list[tuple[str, bytes, bytes]]
) -> None:
    places = [Place(log, stream, at, name) for at, (name, _, _) in enumerate(events, start=1)]
    stored = [
        seal_payload(key, place, plain, nonce)
        for place, (_, plain, nonce) in zip(places, events, strict=True)
    ]
    names = [place.type for place in places]
    whole = opened(key, log=log, stream=stream, names=names, stored=stored)
    assert whole == [plain for _, plain, _ in events]
    assert whole == list(map(open_payload, repeat(keyring(key)), places, stored))


def test_events_may_be_under_several_keys_in_turn() -> None:
    keys = (KEY, OTHER_KEY, KEY, KEY)
    stored = [sealed(key, version, b"%d" % version) for version, key in enumerate(keys, start=1)]
    whole = opened(KEY, OTHER_KEY, names=[NAME] * 4, stored=stored)
    assert whole == [b"1", b"2", b"3", b"4"]


def test_no_bit_may_flip() -> None:
    first, second = STORED
    for bit in range(len(second) * 8):
        with pytest.raises(LedgerError, match=r"payload_malformed|payload_tampered|key_unknown"):
            opened(KEY, stored=[first, flipped(second, bit)])


@pytest.mark.parametrize(
    ("log", "stream", "names"),
    [
        (STREAM, STREAM, (NAME, NAME)),
        (LOG, LOG, (NAME, NAME)),
        (LOG, STREAM, (NAME, "deal.clause_accepted.v2")),
    ],
    ids=["log", "stream", "type"],
)
def test_an_event_that_was_moved_is_refused(
    log: bytes, stream: bytes, names: tuple[str, str]
) -> None:
    with refused("payload_tampered"):
        opened(KEY, log=log, stream=stream, names=names)


def test_events_that_changed_places_are_refused() -> None:
    with refused("payload_tampered"):
        opened(KEY, stored=STORED[::-1])


def test_an_event_put_in_clear_among_the_sealed_is_refused() -> None:
    with refused("payload_malformed"):
        opened(KEY, stored=[STORED[0], clear_payload(b"x" * 100)])


def test_a_key_that_is_not_there_opens_nothing() -> None:
    with refused("key_unknown"):
        opened(OTHER_KEY)


@pytest.mark.parametrize(("log", "stream"), [(15, 17), (17, 15), (16, 0), (0, 16)])
def test_ids_of_another_length_are_malformed(log: int, stream: int) -> None:
    with refused("place_malformed"):
        opened(KEY, log=bytes(log), stream=bytes(stream))


@given(st.binary(max_size=64), st.binary(), st.lists(st.binary(), max_size=3))
def test_a_prepared_hmac_is_the_hmac(key: bytes, prefix: bytes, messages: list[bytes]) -> None:
    prepared = prepared_hmac(key, prefix)
    for message in messages:
        assert prepared(message) == hmac.digest(key, prefix + message, "sha256")
