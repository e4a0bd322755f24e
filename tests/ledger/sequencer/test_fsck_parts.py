"""The parts of a check: how work is divided, what cannot be read or hashed, what was rotated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest
from keyring import refused
from taking_back import taking_back
from tallies import TALLY, Raise, context, raise_tally

from ledger.book import Book
from ledger.fsck.beside import check_beside
from ledger.fsck.broken import Made
from ledger.fsck.check import Report, fsck
from ledger.fsck.computed import Computed
from ledger.fsck.contents import OCTETS_AT_ONCE, check_contents
from ledger.fsck.fault import Fault, as_far_as_readable
from ledger.fsck.log import CheckedLog
from ledger.fsck.orphans import orphans
from ledger.fsck.rotated import rotations_of
from ledger.fsck.slots import Place, slots
from ledger.fsck.span import Part, check_part, put
from ledger.keys.file_store import FileKeyStore
from ledger.proof.edge import TILE_BYTES, tile_root
from ledger.proof.tree import tree_root
from ledger.sequencer.followed import Followed, Office
from ledger.sequencer.rotating import rotate
from ledger.sequencer.session import Session, opened
from ledger.sequencer.trees import Trees
from ledger.sources import One
from ledger.stream import stream_id

pytestmark = pytest.mark.usefixtures("unmapped")

Attack = Callable[[str], None]
Write = Callable[[int], None]
Follow = Callable[[], Followed]


LINE_TWICE = (
    "UPDATE ledger.checkpoints SET note = note || split_part(note, E'\\n\\n', 2)"
    " WHERE origin LIKE '%{log}'"
)
OTHER_BYTE = (
    "UPDATE ledger.tiles SET hashes = set_byte(hashes, 40, 255 - get_byte(hashes, 40))"
    " WHERE origin = '{origin}' AND level = -1 AND number = 1"
)


@contextmanager
def given(book: Book) -> Iterator[Book]:
    yield book


def checked(book: Book) -> Report:
    return fsck(partial(given, book), processes=1)


def named(report: Report) -> set[str]:
    return {fault.check for fault in report.faults}


@pytest.fixture
def signed(book: Book, follow: Follow, write: Write) -> Book:
    """Write and sign some events."""
    write(300)
    follow().step()
    return book


@pytest.fixture
def rotated(signed: Book, office: Office, log_id: UUID) -> Book:
    """Let the log go on in a second tree."""
    with opened(office.dsn) as session:
        rotate(office, session, log_id, "replaced")
    return signed


def test_the_parts_of_a_log_leave_nothing_out(
    signed: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.fsck.log.PART_EVENTS", 1)
    assert (checked(signed).events, checked(signed).faults) == (300, ())


@pytest.mark.parametrize("width", ["tiles", "upper tiles"])
def test_the_root_at_any_size_is_that_of_the_tree(tmp_path: Path, width: str) -> None:
    size = 700 if width == "tiles" else 257 * 256
    log = CheckedLog(Place(str(tmp_path / width), size).made())
    leaves = b"".join(sha256(str(number).encode()).digest() for number in range(size))
    slots(log.place).leaves[:] = leaves
    whole = range(0, len(leaves) - TILE_BYTES + 1, TILE_BYTES)
    made = Computed(log, b"".join(tile_root(leaves[at : at + TILE_BYTES]) for at in whole))
    for at in (1, 255, 256, 699, size):
        assert made.root(at) == tree_root(leaves[: at * 32])


@pytest.mark.parametrize(("position", "said"), [(1, 1), (3, 3), (0, 0), (-1, 0)])
def test_an_event_at_a_place_that_is_taken_or_none_of_the_log_is_named(
    position: int, said: int, tmp_path: Path
) -> None:
    places, faults = slots(Place(str(tmp_path / "slots"), 2).made()), list[Fault]()
    made = [Made(at, 5, b"e" * 32, b"l" * 32) for at in (1, 2, position)]
    put(places, made, faults)
    assert [(fault.check, fault.position) for fault in faults] == [("position", said)]


@pytest.mark.parametrize(
    ("statement", "check"),
    [
        ("UPDATE {events} SET version = -7 WHERE position = 9", "column"),
        ("UPDATE ledger.log_head SET position = 7 WHERE log_id = '{log}'", "log_head"),
        ("UPDATE ledger.log_head SET position = 7000000 WHERE log_id = '{log}'", "log_head"),
        ("UPDATE ledger.trees SET number = 3 WHERE log_id = '{log}'", "number"),
        (LINE_TWICE, "checkpoint"),
        (
            (
                "REVOKE SELECT ON {events} FROM counterseal_app;"
                "GRANT SELECT (log_id, position) ON {events} TO counterseal_app"
            ),
            "readable",
        ),
        ("UPDATE ledger.checkpoints SET signed_at = 7 WHERE origin LIKE '%{log}'", "signed_at"),
    ],
)
def test_what_is_other_than_it_was_is_named(
    signed: Book, attack: Attack, statement: str, check: str
) -> None:
    attack(statement)
    assert check in named(checked(signed))


def test_a_log_whose_first_tree_was_never_signed_has_nothing_wrong(
    book: Book, write: Write, office: Office, session: Session, log_id: UUID
) -> None:
    write(10)
    key = office.keys.signer(log_id, 1, office.keys.origin(log_id, 1))
    Trees(log_id, session).begin(key.verifier)
    rotate(office, session, log_id, "the key was lost at once")
    assert (checked(book).faults, checked(book).events) == ((), 11)


def test_both_trees_of_a_log_that_was_rotated_are_checked(rotated: Book, attack: Attack) -> None:
    assert (checked(rotated).faults, checked(rotated).lost) == ((), 0)
    for origin, width in zip(rotated.published.origins(), (44, 45), strict=True):
        attack(OTHER_BYTE.format(origin=origin))
        (fault,) = checked(rotated).faults
        assert (fault.check, fault.where) == ("tile", f"tile/entries/001.p/{width} of {origin}")
        attack(OTHER_BYTE.format(origin=origin))


def test_what_was_lost_is_told_and_no_fault(
    signed: Book, write: Write, follow: Follow, attack: Attack, office: Office, log_id: UUID
) -> None:
    write(100)
    assert follow().step()
    attack(taking_back(300))
    with opened(office.dsn) as session:
        rotate(office, session, log_id, "restored")
    report = checked(signed)
    assert (report.lost, named(report) - {"log_head"}) == (100, set())


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ("payload = substr(payload, 1, 20)", "rotation"),
        (
            "payload = decode(replace(encode(payload, 'escape'), '300', '299'), 'escape')",
            "leaf_hash",
        ),
        ("type = 'ledger.log_rotated.v9'", "rotation"),
    ],
)
def test_a_log_that_does_not_say_why_it_has_two_trees_is_named(
    rotated: Book, attack: Attack, change: str, check: str
) -> None:
    attack(f"UPDATE {{events}} SET {change} WHERE type = 'ledger.log_rotated.v1'")  # noqa: S608
    assert check in named(checked(rotated))


def test_a_head_that_was_signed_before_and_is_not_of_this_log_is_named(
    rotated: Book, attack: Attack
) -> None:
    attack(
        r"UPDATE {events} SET payload = '\x00'::bytea ||"
        " convert_to(regexp_replace(convert_from(substr(payload, 2), 'UTF8'),"
        r" '300\\n[^\\]*\\n', '300\\n' || repeat('A', 43) || '=\\n'), 'UTF8')"
        " WHERE type = 'ledger.log_rotated.v1'"
    )
    assert "rotation" in named(checked(rotated))


def test_what_was_erased_stays_closed_and_is_no_fault(
    signed: Book, keys: FileKeyStore, log_id: UUID
) -> None:
    key = keys.stream_key(log_id.bytes, stream_id(log_id, "tally", "odd").bytes)
    keys.destroy(key.kid)
    assert [*check_contents(signed, keys.secret)] == []


def test_a_key_that_is_not_there_is_named(signed: Book, keys: FileKeyStore) -> None:
    def lost(_: bytes) -> bytes:
        return keys.secret(bytes(16))

    faults = [*check_contents(signed, lost)]
    assert {(fault.check, fault.actual) for fault in faults} == {("payload", "key_unknown")}


@pytest.mark.parametrize("octets", [1, OCTETS_AT_ONCE])
def test_each_file_is_looked_at_however_many_are_asked_for_at_once(
    book: Book, keys: FileKeyStore, attack: Attack, monkeypatch: pytest.MonkeyPatch, octets: int
) -> None:
    monkeypatch.setattr("ledger.fsck.contents.OCTETS_AT_ONCE", octets)
    for content in (b"a plan", b"a price list", b"a map"):
        note = sha256(content).hexdigest()
        book.handle(One(TALLY, "filed"), raise_tally, Raise(1, note), context(note), [content])
    assert [*check_contents(book, keys.secret)] == []
    attack("UPDATE ledger.blobs SET bytes = bytes || '0' WHERE log_id = '{log}'")
    faults = [*check_contents(book, keys.secret)]
    assert [(fault.check, fault.actual) for fault in faults] == [("blob", "blob_tampered")] * 3


def test_what_is_out_of_reach_is_no_fault(signed: Book, tmp_path: Path) -> None:
    place = Place(str(tmp_path / "slots"), 1).made()
    part = Part(UUID(int=0), UUID(int=2**128 - 1), 1, place)
    signed.close()
    with refused("unavailable"):
        check_part(signed, part)
    with refused("unavailable"):
        list(check_beside(signed))
    with refused("unavailable"):
        rotations_of(signed, [])
    with refused("server_unreachable"):
        list(orphans("host=127.0.0.1 port=1 dbname=away user=away"))


def test_what_the_server_cannot_read_is_named(signed: Book) -> None:
    def faults() -> Iterator[Fault]:
        signed.rows.fetch(b"SELECT 1/0", [])
        yield from ()

    (fault,) = as_far_as_readable(faults(), "ledger.blobs")
    assert (fault.check, fault.actual) == ("readable", "division by zero")
