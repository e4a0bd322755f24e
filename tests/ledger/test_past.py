"""Reading the log: as it is, as it was, and as it grows."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from chains import require_chain, whole_log
from tallies import TALLY, Raise, context, raise_tally

from ledger.book import Book
from ledger.errors import LedgerError
from ledger.recorded import Recorded
from ledger.sources import Each, One

BREAD = One(TALLY, "bread")
SALT = One(TALLY, "salt")


@pytest.fixture
def grown(book: Book) -> Book:
    """Raise bread, salt, bread, salt: to 1, 2, 1 + 3, 2 + 4."""
    for by, source in enumerate((BREAD, SALT, BREAD, SALT), start=1):
        book.handle(source, raise_tally, Raise(by), context())
    return book


@pytest.mark.parametrize(
    ("position", "bread", "salt"), [(0, 0, 0), (1, 1, 0), (2, 1, 2), (3, 4, 2), (4, 4, 6)]
)
def test_a_state_is_known_at_any_position(
    grown: Book, position: int, bread: int, salt: int
) -> None:
    assert grown.state(BREAD, position) == bread
    assert grown.state(Each(TALLY, ["bread", "salt"]), position) == {"bread": bread, "salt": salt}
    assert grown.load(BREAD, position).versions == {
        "bread": len([p for p in (1, 3) if p <= position])
    }


@pytest.mark.parametrize("position", [5, -1])
def test_a_position_that_the_log_has_not_come_to_has_no_state(grown: Book, position: int) -> None:
    with pytest.raises(LedgerError) as refused:
        grown.state(BREAD, position)
    assert (refused.value.code, refused.value.facts) == (
        "position_unknown",
        {"position": position, "head": 4},
    )


def test_a_stream_is_told_event_by_event(grown: Book) -> None:
    told = grown.events(BREAD)
    assert [(one.position, one.version) for one in told] == [(1, 1), (3, 2)]
    assert [one.position for one in grown.events(BREAD, through=2)] == [1]


def test_a_log_is_read_in_pieces(grown: Book) -> None:
    first, second = grown.read(0, 3), grown.read(3, 3)
    assert [one.position for one in (*first, *second)] == [1, 2, 3, 4]
    assert grown.read(4, 3) == []


def test_a_tailing_reader_loses_nothing_with_eight_writers(
    book: Book, open_book: Callable[..., Book], log_id: UUID
) -> None:
    books = (book, open_book())

    def write(writer: int) -> None:
        for n in range(40):
            tally = One(TALLY, f"{writer}-{n % 4}")
            books[writer % 2].handle(tally, raise_tally, Raise(1), context())

    read: list[int] = []
    tail = open_book()
    with ThreadPoolExecutor(8) as threads:
        writers = [threads.submit(write, writer) for writer in range(8)]
        while not all(one.done() for one in writers) or len(read) < 320:
            found = tail.read(len(read), 50)
            read += [one.position for one in found if isinstance(one, Recorded)]
            assert not any(one.done() and one.exception() for one in writers)
    assert read == list(range(1, 321))
    require_chain(log_id, whole_log(tail.rows))
