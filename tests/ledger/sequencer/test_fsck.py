"""Everything hashed anew: what somebody changed who may do everything is named, where and how."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from keyring import refused

from ledger.book import Book
from ledger.fsck.check import Report, fsck
from ledger.fsck.fault import Fault
from ledger.fsck.log import CheckedLog
from ledger.fsck.signed import check_signed, newest_signed
from ledger.fsck.span import Checked
from ledger.proof.signer import SignerKey
from ledger.sequencer.followed import Followed

pytestmark = pytest.mark.usefixtures("unmapped")

Attack = Callable[[str], None]


@contextmanager
def opened(book: Book) -> Iterator[Book]:
    yield book


@pytest.fixture
def signed(book: Book, follow: Callable[..., Followed], write: Callable[[int], None]) -> Book:
    """Write and sign some events, and write some more."""
    write(300)
    follow().step()
    write(10)
    return book


def checked(book: Book, signer: SignerKey | None = None) -> Report:
    key = signer.verifier if signer else None
    return fsck(partial(opened, book), key, processes=1)


def test_what_nobody_changed_is_as_it_was_signed(signed: Book, signer: SignerKey) -> None:
    for key in (signer, None):
        report = checked(signed, key)
        assert (report.events, report.faults) == (310, ())
        assert report.signed is not None
        assert (report.signed.origin, report.signed.size) == (signer.name, 300)


@pytest.mark.parametrize(
    ("statement", "position", "checks"),
    [
        (
            "UPDATE {events} SET meta = meta || ' ' WHERE position = 7",
            7,
            {"leaf_hash", "root", "tile"},
        ),
        (
            "UPDATE {events} SET meta = meta || ' ' WHERE position = 305",
            305,
            {"leaf_hash", "stream"},
        ),
        ("UPDATE {events} SET leaf_hash = salt WHERE position = 9", 9, {"leaf_hash"}),
        (
            "UPDATE {events} SET recorded_at = 1 WHERE position = 9",
            9,
            {"leaf_hash", "recorded_at", "root", "tile"},
        ),
        (
            "DELETE FROM {events} WHERE position = 8",
            8,
            {"position", "version", "leaf_hash", "stream", "root", "tile"},
        ),
        ("DELETE FROM {events} WHERE position = 310", 310, {"position", "stream"}),
        ("UPDATE ledger.streams SET last_leaf = '' WHERE log_id = '{log}'", 0, {"stream"}),
        (
            (
                "UPDATE ledger.tiles SET hashes = sha256('x')"
                " WHERE level = 1 AND origin LIKE '%%{log}'"
            ),
            0,
            {"tile"},
        ),
        ("DELETE FROM ledger.tiles WHERE level = 1 AND origin LIKE '%%{log}'", 0, {"tile"}),
        ("UPDATE ledger.checkpoints SET note = 'x' WHERE origin LIKE '%%{log}'", 0, {"checkpoint"}),
    ],
)
def test_a_change_is_named_with_where_it_is(
    signed: Book, signer: SignerKey, attack: Attack, statement: str, position: int, checks: set[str]
) -> None:
    attack(statement)
    faults = checked(signed, signer).faults
    assert {fault.check for fault in faults} <= checks
    assert position in {fault.position for fault in faults}


def test_a_log_that_lost_its_newest_events_is_smaller_than_it_was_signed(
    signed: Book, attack: Attack
) -> None:
    attack(
        "DELETE FROM {events} WHERE position > 290;"
        "DELETE FROM ledger.streams WHERE log_id = '{log}';"
        "INSERT INTO ledger.streams"
        " SELECT DISTINCT ON (stream_id) log_id, stream_id, version, leaf_hash"
        " FROM {events} ORDER BY stream_id, version DESC;"
        "UPDATE ledger.log_head SET position = 290 WHERE log_id = '{log}'"
    )
    (fault,) = checked(signed).faults
    assert (fault.check, fault.expected, fault.actual) == ("size", ">= 300", "290")


def test_a_log_that_was_never_signed_is_checked_too(
    book: Book, write: Callable[[int], None]
) -> None:
    write(3)
    report = checked(book)
    assert (report.events, report.signed, report.faults) == (3, None, ())


def test_an_empty_log_has_nothing_wrong(book: Book) -> None:
    assert checked(book).events == 0


def test_a_key_that_is_none_is_refused(signed: Book, attack: Attack) -> None:
    attack("UPDATE ledger.trees SET vkey = 'x' WHERE log_id = '{log}'")
    with refused("key_malformed"):
        checked(signed)


def test_tiles_out_of_reach_are_not_taken_for_missing(signed: Book, signer: SignerKey) -> None:
    head = newest_signed(signed.published, signer.verifier)
    assert head is not None
    signed.close()
    with refused("unavailable"):
        list(check_signed(CheckedLog(head.size), signed.published, head))


@pytest.mark.parametrize(("position", "named"), [(1, 1), (3, 3), (0, 0), (-1, 0)])
def test_an_event_at_a_place_that_is_taken_or_none_of_the_log_is_named(
    position: int, named: int
) -> None:
    log = CheckedLog(2)
    for at, leaf in ((1, b"a"), (2, b"b"), (position, b"c")):
        log.take(Checked(array("q", [at]).tobytes(), array("q", [5]).tobytes(), leaf * 32, {}, ()))
    log.close({})
    assert log.faults == [
        Fault(check="position", expected="one event", actual="another", position=named)
    ]
    assert (log.events, log.leaves(2)) == (3, b"a" * 32 + b"b" * 32)
