"""Ids and random values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import RFC_4122, UUID

from api import ids

NOON = datetime(2026, 9, 8, 12, tzinfo=UTC)


def test_an_id_is_a_uuid_of_version_7() -> None:
    parsed = UUID(ids.new_id())
    assert (parsed.version, parsed.variant) == (7, RFC_4122)


def test_an_id_tells_its_millisecond() -> None:
    milliseconds = UUID(ids.new_id(NOON)).int >> 80
    assert datetime.fromtimestamp(milliseconds / 1000, UTC) == NOON


def test_a_later_id_sorts_after_an_earlier_one() -> None:
    made = [ids.new_id(NOON + timedelta(milliseconds=n)) for n in range(50)]
    assert made == sorted(made)


def test_no_two_ids_of_one_instant_are_the_same() -> None:
    assert len({ids.new_id(NOON) for _ in range(1000)}) == 1000


def test_random_values_have_the_length_that_their_readers_ask_for() -> None:
    assert [len(ids.salt()), len(ids.nonce()), len(ids.key())] == [32, 12, 32]
    assert len(bytes.fromhex(ids.page_code())) == 16
    assert ids.page_code() != ids.page_code()
