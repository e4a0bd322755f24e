"""Everything hashed anew: what somebody changed who may do everything is named, where and how."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from uuid import UUID

import msgspec
import pytest
from keyring import refused

from ledger.book import Book
from ledger.fsck.check import Report, fsck
from ledger.fsck.trees import trees_of
from ledger.fsck.unsigned import Due
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.signer import SignerKey
from ledger.sequencer.followed import Followed, Office
from ledger.sequencer.remembered import Remembered
from ledger.sequencer.rotating import rotate
from ledger.sequencer.session import Session

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
    keys = [signer.verifier] if signer else []
    return fsck(partial(opened, book), keys, processes=1)


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
        ("DELETE FROM {events} WHERE position = 310", 310, {"position", "stream", "log_head"}),
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
    head, fault = checked(signed).faults
    assert (fault.check, fault.expected, fault.actual) == ("size", ">= 300", "290")
    assert head.check == "log_head"


def test_a_log_that_was_never_signed_is_checked_too(
    book: Book, write: Callable[[int], None]
) -> None:
    write(3)
    report = checked(book)
    assert (report.events, report.signed, report.faults) == (3, None, ())


def test_an_empty_log_has_nothing_wrong(book: Book) -> None:
    assert checked(book).events == 0


def test_a_key_that_is_none_is_named(signed: Book, signer: SignerKey, attack: Attack) -> None:
    attack("UPDATE ledger.trees SET vkey = 'x' WHERE log_id = '{log}'")
    assert {fault.check for fault in checked(signed).faults} == {"key"}
    assert {fault.check for fault in checked(signed, signer).faults} == {"key"}


def test_a_key_that_the_policy_does_not_know_is_named(signed: Book, signer: SignerKey) -> None:
    other = msgspec.structs.replace(signer, name=f"{signer.name}/2")
    (fault,) = checked(signed, other).faults
    assert (fault.check, fault.expected) == ("key", "one of the policy's")


def test_what_is_out_of_reach_is_not_taken_for_missing(signed: Book) -> None:
    signed.close()
    with refused("unavailable"):
        trees_of(signed, [], [])
    with refused("unavailable"):
        checked(signed)


def missed(book: Book, signer: SignerKey, due: Due) -> list[tuple[str, str]]:
    """Return what is missed by what is known of how far the log was signed."""
    faults = fsck(partial(opened, book), [signer.verifier], processes=1, due=due).faults
    return [(fault.check, fault.actual) for fault in faults]


def remembered(office: Office, signer: SignerKey, log_id: UUID) -> Checkpoint:
    read = Remembered(office.keys.note_file(log_id), [signer.verifier]).read()
    assert read is not None
    return read


LATER = 2**62
UNSIGNED = (
    "DELETE FROM ledger.checkpoints WHERE origin LIKE '%%{log}';"
    "DELETE FROM ledger.tiles WHERE origin LIKE '%%{log}'"
)


def test_what_is_not_signed_in_time_is_missed(signed: Book, signer: SignerKey) -> None:
    assert missed(signed, signer, Due(before=LATER)) == [("signed", "up to 300")]
    assert missed(signed, signer, Due(before=LATER, only_remembered=True)) == []
    assert missed(signed, signer, Due(before=1)) == []


def test_every_checkpoint_that_is_gone_is_missed(
    signed: Book, signer: SignerKey, attack: Attack, office: Office, log_id: UUID
) -> None:
    attack(UNSIGNED)
    assert missed(signed, signer, Due()) == []
    assert missed(signed, signer, Due(before=LATER)) == [("signed", "up to 0")]
    note = remembered(office, signer, log_id)
    due = Due(remembered=note, before=LATER, only_remembered=True)
    assert missed(signed, signer, due) == [("signed", "up to 0")]
    attack("DELETE FROM ledger.trees WHERE log_id = '{log}'")
    assert ("tree", "none") in missed(signed, signer, due)


def test_what_the_sequencer_remembers_is_what_the_events_come_to(
    signed: Book, signer: SignerKey, office: Office, log_id: UUID
) -> None:
    note = remembered(office, signer, log_id)
    assert missed(signed, signer, Due(remembered=note)) == []
    other = msgspec.structs.replace(note, root=bytes(32))
    assert [check for check, _ in missed(signed, signer, Due(remembered=other))] == ["root"]
    more = msgspec.structs.replace(note, size=311)
    assert missed(signed, signer, Due(remembered=more)) == [("size", "310")]


def test_a_log_that_went_on_since_is_held_to_what_it_says_of_that(
    signed: Book, signer: SignerKey, office: Office, session: Session, log_id: UUID
) -> None:
    note = remembered(office, signer, log_id)
    rotate(office, session, log_id, "replaced")
    keys = office.keys.verifiers(log_id)
    due = Due(remembered=note, before=LATER)
    assert fsck(partial(opened, signed), keys, processes=1, due=due).faults == ()
