"""A log as those read it who fold all of it: what is missing or spoilt is noticed there too."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from tallies import TALLY, Raise, TallyRaised, context, raise_tally

from ledger.book import Book
from ledger.errors import LedgerError
from ledger.keys.file_store import FileKeyStore
from ledger.sources import One
from ledger.stream import stream_id

Attack = Callable[[str], None]


@pytest.fixture
def written(book: Book) -> Book:
    """Raise a tally three times."""
    for by in (1, 2, 3):
        book.handle(One(TALLY, "bread"), raise_tally, Raise(by), context(f"k{by}"))
    return book


@pytest.fixture
def bread(log_id: UUID) -> UUID:
    """Name the stream of the tally."""
    return stream_id(log_id, TALLY.name, "bread")


def code(ask: Callable[[], object]) -> str:
    with pytest.raises(LedgerError) as refused:
        ask()
    return refused.value.code


def test_events_are_read_by_position_and_by_stream(written: Book, bread: UUID) -> None:
    assert [one.position for one in written.following.happened(1, 10)] == [2, 3]
    course = written.following.courses([bread])[bread]
    opened = written.following.opened(course[1:]) or []
    assert [one.by for one in opened if isinstance(one, TallyRaised)] == [2, 3]


def test_an_event_that_was_deleted_is_missed(written: Book, bread: UUID, attack: Attack) -> None:
    attack("DELETE FROM {events} WHERE position = 2")
    assert code(lambda: written.following.happened(0, 10)) == "positions_missing"
    assert code(lambda: written.following.courses([bread])) == "versions_missing"


def test_a_payload_that_was_changed_is_refused(written: Book, bread: UUID, attack: Attack) -> None:
    attack("UPDATE {events} SET payload = set_byte(payload, 69, get_byte(payload, 69) # 1)")
    course = written.following.courses([bread])[bread]
    assert code(lambda: written.following.opened(course)) == "payload_tampered"


def test_what_was_erased_says_nothing(
    written: Book, bread: UUID, keys: FileKeyStore, log_id: UUID
) -> None:
    course = written.following.courses([bread])[bread]
    keys.destroy(keys.stream_key(log_id.bytes, bread.bytes).kid)
    assert written.following.opened(course) is None


def test_what_stands_between_two_positions_is_read_by_stream(written: Book, bread: UUID) -> None:
    written.handle(One(TALLY, "salt"), raise_tally, Raise(4), context("k4"))
    sections = written.following.sections(1, 4)
    assert [(one.first, one.events) for one in sections] == [(2, 2), (1, 1)]
    continued = written.following.continued(sections)
    assert [one.version for one in continued[bread]] == [2, 3]
    assert len(continued) == 2


def test_an_event_that_was_deleted_is_missed_between_two_positions(
    written: Book, attack: Attack
) -> None:
    sections = written.following.sections(0, 3)
    attack("DELETE FROM {events} WHERE position = 2")
    assert code(lambda: written.following.sections(0, 3)) == "positions_missing"
    assert code(lambda: written.following.continued(sections)) == "versions_missing"
