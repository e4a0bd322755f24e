"""A key file that was cut short, damaged, swapped about, or is not ours."""

from __future__ import annotations

import resource
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring import flipped, refused

from ledger.keys.file_store import FileKeyStore
from ledger.keys.slots import LIVE, SLOT_BYTES, Wrapping
from ledger.keys.store import Key

KEK = bytes(range(32))
LOG = bytes(range(16))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys"


def _stored(path: Path, *people: str) -> list[Key]:
    store = FileKeyStore(path, KEK)
    return [store.person_key(person) for person in people]


@pytest.mark.parametrize("cut", [1, 64, SLOT_BYTES - 1])
def test_a_slot_that_was_cut_short_was_never_handed_out(path: Path, cut: int) -> None:
    (first,) = _stored(path, "first")
    whole = path.read_bytes()
    path.write_bytes(whole + whole[-SLOT_BYTES:][:cut])
    (again, second) = _stored(path, "first", "second")
    assert again == first
    assert FileKeyStore(path, KEK).secret(second.kid) == second.secret
    assert path.stat().st_size == len(whole) + SLOT_BYTES


def test_a_slot_whose_content_did_not_reach_the_disk_is_passed_over(path: Path) -> None:
    (first,) = _stored(path, "first")
    path.write_bytes(path.read_bytes() + bytes(SLOT_BYTES))
    (again, second) = _stored(path, "first", "second")
    assert again == first
    assert FileKeyStore(path, KEK).secret(second.kid) == second.secret


def _opened(raw: bytes) -> list[bytes]:
    return [slot.secret for slot in Wrapping(KEK).slots(raw, 0)]


@given(st.integers(0, 109 * 8 - 1), st.booleans())
def test_no_bit_of_a_slot_may_flip(bit: int, destroyed: bool) -> None:  # noqa: FBT001 - drawn
    wrapping, key = Wrapping(KEK), Key(bytes(range(16)), bytes(range(32)))
    owner = wrapping.owner(b"person", b"first")
    slot = wrapping.tombstone(owner, key.kid) if destroyed else wrapping.live(owner, key)
    held_by_a_tombstone = 61 + 16
    if not destroyed or bit < held_by_a_tombstone * 8:
        with refused("key_store_damaged"):
            _opened(flipped(slot, bit))


def test_a_tombstone_cannot_be_taken_back_with_the_bytes_of_another_key() -> None:
    wrapping, key = Wrapping(KEK), Key(bytes(range(16)), bytes(range(32)))
    owner = wrapping.owner(b"person", b"first")
    gone, other = wrapping.tombstone(owner, key.kid), wrapping.live(bytes(32), key)
    assert _opened(gone + other) == [b"", key.secret]
    for forged in (bytes([LIVE]) + gone[1:], other[:1] + gone[1:49] + other[49:]):
        with refused("key_store_damaged"):
            _opened(forged)


def test_two_secrets_that_were_swapped_are_refused(path: Path) -> None:
    _stored(path, "first", "second")
    head, one, two = (path.read_bytes()[at : at + SLOT_BYTES] for at in (0, 128, 256))
    path.write_bytes(head + one[:49] + two[49:] + two[:49] + one[49:])
    with refused("key_store_damaged"):
        FileKeyStore(path, KEK)


@pytest.mark.parametrize("header", [b"", b"\0" * SLOT_BYTES, b"counterseal/keys/v1"])
def test_another_file_is_not_taken_for_a_key_file(path: Path, header: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(header)
    with refused("key_store_malformed"):
        FileKeyStore(path, KEK)


def test_the_wrong_key_encryption_key_is_recognised(path: Path) -> None:
    _stored(path, "first")
    with refused("kek_wrong"):
        FileKeyStore(path, bytes(32))


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_key_encryption_key_of_another_length_is_malformed(path: Path, length: int) -> None:
    with refused("kek_malformed"):
        FileKeyStore(path, bytes(length))
    assert not path.exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_key_file_that_others_may_touch_is_refused(path: Path, mode: int) -> None:
    _stored(path, "first")
    path.chmod(mode)
    with refused("file_exposed"):
        FileKeyStore(path, KEK)


def test_a_link_to_a_key_file_is_not_followed(path: Path) -> None:
    _stored(path, "first")
    link = path.with_name("link")
    link.symlink_to(path)
    with refused("key_store_failed"):
        FileKeyStore(link, KEK)


def test_a_key_for_which_there_is_no_room_is_not_handed_out(path: Path) -> None:
    store = FileKeyStore(path, KEK)
    for room in (0, SLOT_BYTES // 2):
        with _file_size_limit(SLOT_BYTES + room), refused("key_store_failed"):
            store.person_key("first")
    key = store.person_key("first")
    assert FileKeyStore(path, KEK).secret(key.kid) == key.secret


@contextmanager
def _file_size_limit(size: int) -> Generator[None, None, None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
