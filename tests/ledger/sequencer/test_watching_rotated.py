"""Whoever watches a log follows it into another tree if the log says so, and into no other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any
from uuid import UUID

import msgspec
import pytest
from keyring import refused
from taking_back import taking_back

from ledger.book import Book
from ledger.chain import opening_of
from ledger.errors import LedgerError
from ledger.opening import NO_LEAF, opening_bytes, parse_opening
from ledger.proof.checkpoint import Checkpoint, checkpoint_text
from ledger.proof.cosignature import sign_text
from ledger.proof.edge import TileSource
from ledger.proof.note import Note, note_bytes
from ledger.proof.policy import NO_QUORUM, Log, Policy
from ledger.proof.tiles import Tile
from ledger.sequencer.followed import Followed, Office, saying_of
from ledger.sequencer.rotating import rotate
from ledger.sequencer.saying import Renewal
from ledger.sequencer.session import Session
from ledger.sequencer.trees import Trees
from ledger.watching.looking import Look, Seen, look_at
from ledger.watching.rotated import ShownRotation, parse_rotations, rotations_bytes
from ledger.witnessed import NOBODY

pytestmark = pytest.mark.usefixtures("unmapped")

Follow = Callable[[], Followed]
Write = Callable[[int], None]
Attack = Callable[[str], None]


class Watcher:
    """Somebody who looks at the log, and remembers the last head."""

    def __init__(self, book: Book, office: Office, log_id: UUID) -> None:
        self._published = book.published
        self._office = office
        self._log_id = log_id
        self.known = b""

    @property
    def policy(self) -> Policy:
        """Every key of the log, as its operator published them."""
        keys = self._office.keys.verifiers(self._log_id)
        return Policy(tuple(map(Log, keys)), (), (), NO_QUORUM)

    def note(self, number: int = 0) -> bytes:
        """Return the head of the tree that grows, or of the one with a number."""
        newest = self._published.newest(self._published.origins()[number - 1])
        assert newest is not None
        return newest.note

    def shown(self) -> list[ShownRotation]:
        """What is shown of the rotations."""
        return self._published.rotations()

    def source(self, origin: str) -> TileSource:
        """The tiles of a tree."""
        return lambda tile: self._published.tile(origin, tile)

    def looks(self, shown: Sequence[ShownRotation] | None = None, **changes: Any) -> Seen:
        """Look, and remember what was seen."""
        rotations = self.shown() if shown is None else shown
        look = Look(
            note=self.note(),
            known=self.known,
            policy=self.policy,
            source=self.source(self._published.origins()[-1]),
            at=0,
            stale_after=1,
            rotations=lambda: rotations_bytes(rotations),
            old_source=self.source,
        )
        seen = look_at(msgspec.structs.replace(look, **changes))
        self.known = self.note()
        return seen

    def remembers(self, head: Checkpoint, number: int = 1) -> None:
        """Let another head be the one that was seen last, signed by a key of the log."""
        origin = self._office.keys.origin(self._log_id, number)
        text = checkpoint_text(head)
        signature = sign_text(text, self._office.keys.known(self._log_id, origin))
        self.known = note_bytes(Note(text, (signature,)))


@pytest.fixture
def watcher(book: Book, office: Office, log_id: UUID) -> Watcher:
    """Watch the log."""
    return Watcher(book, office, log_id)


@pytest.fixture
def went_on(
    watcher: Watcher, office: Office, session: Session, log_id: UUID, follow: Follow, write: Write
) -> Watcher:
    """Look at three hundred events; then the log gets more, and goes on under another key."""
    write(300)
    assert follow().step()
    watcher.looks()
    write(10)
    assert follow().step()
    rotate(office, session, log_id, "the key is replaced")
    return watcher


@pytest.fixture
def seen(watcher: Watcher, follow: Follow, write: Write) -> Watcher:
    """Look at a hundred events, and at three hundred."""
    for events in (100, 200):
        write(events)
        assert follow().step()
        watcher.looks()
    return watcher


@pytest.fixture
def lost(seen: Watcher, office: Office, session: Session, log_id: UUID, attack: Attack) -> Watcher:
    """Let a hundred of what was seen come back."""
    attack(taking_back(100))
    rotate(office, session, log_id, "restored")
    return seen


def test_a_log_that_says_that_it_goes_on_is_followed(
    went_on: Watcher, office: Office, log_id: UUID, session: Session
) -> None:
    seen = went_on.looks()
    assert seen.went_on_from == office.keys.origin(log_id, 1)
    assert (seen.origin, seen.size, seen.new, seen.lost) == (
        office.keys.origin(log_id, 2),
        *(311, 11, 0),
    )
    assert went_on.looks().went_on_from == ""
    rotate(office, session, log_id, "again")
    assert went_on.looks().size == 312


def test_who_slept_through_several_rotations_follows_all_of_them(
    went_on: Watcher, office: Office, log_id: UUID, session: Session
) -> None:
    rotate(office, session, log_id, "again")
    seen = went_on.looks()
    assert (seen.origin, seen.size) == (office.keys.origin(log_id, 3), 312)


def test_what_was_lost_is_told(lost: Watcher) -> None:
    seen = lost.looks()
    assert (seen.size, seen.new, seen.lost) == (101, 1, 200)


def test_a_log_that_does_not_say_so_is_another_one(went_on: Watcher) -> None:
    with refused("log_renamed"):
        went_on.looks(shown=[])


def test_a_tree_whose_key_the_policy_does_not_name_is_not_trusted(went_on: Watcher) -> None:
    old = msgspec.structs.replace(went_on.policy, logs=went_on.policy.logs[:1])
    with refused("log_not_trusted"):
        went_on.looks(policy=old)


def test_no_log_goes_back_to_a_tree_that_it_left(went_on: Watcher) -> None:
    went_on.looks()
    first, _ = went_on.policy.logs
    with refused("rotation_refuted"):
        went_on.looks(note=went_on.note(1), source=went_on.source(first.key.name))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"position": 310}, "another event there"),
        ({"position": 0}, "not under the head"),
        ({"position": 312}, "not under the head"),
        ({"payload": b"\0{}"}, "something else"),
    ],
)
def test_a_rotation_that_the_log_does_not_have_there_is_refuted(
    went_on: Watcher, change: dict[str, Any], why: str
) -> None:
    (shown,) = went_on.shown()
    with pytest.raises(LedgerError, match="rotation_refuted") as wrong:
        went_on.looks(shown=[msgspec.structs.replace(shown, **change)])
    assert why in str(wrong.value.facts["why"])


def test_an_opening_that_is_not_that_of_the_event_is_refuted(went_on: Watcher) -> None:
    (shown,) = went_on.shown()
    other = msgspec.structs.replace(parse_opening(shown.opening), salt=bytes(32))
    with refused("rotation_refuted"):
        went_on.looks(shown=[msgspec.structs.replace(shown, opening=opening_bytes(other))])


def test_another_event_of_the_log_is_no_rotation(went_on: Watcher, book: Book) -> None:
    (row,) = book.rows.after(0, 1)
    opening = opening_bytes(opening_of(book.published.log_id.bytes, row, NO_LEAF))
    shown = ShownRotation(position=1, opening=opening, payload=row.payload)
    with refused("rotation_refuted"):
        went_on.looks(shown=[shown])


def test_what_is_no_list_of_rotations_is_refuted() -> None:
    for octets in (b"", b"[{}]", b"\xff"):
        with refused("rotation_refuted"):
            parse_rotations(octets)


def test_a_history_that_came_back_otherwise_is_refused(went_on: Watcher) -> None:
    went_on.remembers(Checkpoint(went_on.policy.logs[0].key.name, 300, bytes(32)))
    with refused("consistency_refuted"):
        went_on.looks()


@pytest.mark.parametrize(("size", "code"), [(300, "tree_forked"), (200, "consistency_refuted")])
def test_what_did_not_come_back_goes_on_from_what_is_remembered(
    lost: Watcher, attack: Attack, size: int, code: str
) -> None:
    lost.remembers(Checkpoint(lost.policy.logs[0].key.name, size, bytes(32)))
    with refused(code):
        lost.looks()
    attack("DELETE FROM ledger.tiles WHERE origin LIKE '%%{log}'")
    if size == 200:  # nobody has these tiles any more, as after a disaster
        assert lost.looks().lost == 100


@pytest.fixture
def says(
    watcher: Watcher, office: Office, log_id: UUID, session: Session, follow: Follow, write: Write
) -> Callable[[bytes], None]:
    """Look at three hundred events; then the log goes on, and says that this was signed last."""
    write(300)
    assert follow().step()
    watcher.looks()
    first, second = (office.keys.origin(log_id, number) for number in (1, 2))

    def say(old_checkpoint: bytes) -> None:
        Trees(log_id, session).begin(office.keys.signer(log_id, 2, second).verifier)
        renewal = Renewal(
            old_origin=first,
            old_checkpoint=old_checkpoint.decode(),
            new_origin=second,
            restored_size=300,
            reason="no reason",
        )
        with closing(saying_of(office, log_id)) as saying:
            assert saying.rotate(saying.rotation(renewal))
        follow().step()

    return say


def test_a_rotation_that_forgets_what_is_remembered_went_back(
    watcher: Watcher, says: Callable[[bytes], None], office: Office, log_id: UUID
) -> None:
    seen = watcher.known
    watcher.remembers(Checkpoint(office.keys.origin(log_id, 1), 299, bytes(32)))
    fewer, watcher.known = watcher.known, seen
    says(fewer)
    with refused("log_went_back"):
        watcher.looks()


def test_a_rotation_that_names_no_head_of_the_old_tree_is_refuted(
    watcher: Watcher, says: Callable[[bytes], None], office: Office, log_id: UUID
) -> None:
    seen = watcher.known
    office.keys.signer(log_id, 2, office.keys.origin(log_id, 2))
    watcher.remembers(Checkpoint(office.keys.origin(log_id, 2), 300, bytes(32)), number=2)
    other, watcher.known = watcher.known, seen
    says(other)
    with refused("rotation_refuted"):
        watcher.looks()


def test_a_rotation_that_knows_of_no_head_is_refuted(
    watcher: Watcher, says: Callable[[bytes], None]
) -> None:
    says(b"")
    with refused("rotation_refuted"):
        watcher.looks()


def test_without_tiles_of_an_earlier_tree_none_is_found() -> None:
    look = Look(note=b"", known=b"", policy=NOBODY, source=_none, at=0, stale_after=0)
    assert parse_rotations(look.rotations()) == ()
    with refused("tile_missing"):
        look.old_source("old")(Tile(0, 0))


def _none(_: Tile) -> bytes:
    return b""
