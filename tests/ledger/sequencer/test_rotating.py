"""A log goes on in a new tree when its operator says so, and its first checkpoint says why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

import pytest
from keyring import refused
from taking_back import taking_back

from aggregates.errors import RuleError
from aggregates.log.events import LogRotated
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.proof.checkpoint import Checkpoint, checkpoint_text, parse_checkpoint
from ledger.proof.cosignature import sign_text
from ledger.proof.note import Note, note_bytes, parse_note
from ledger.proof.signer import SignerKey
from ledger.proof.tree import tree_root
from ledger.rotations import Rotation, rotations
from ledger.sequencer.followed import Followed, Office, saying_of
from ledger.sequencer.rotating import Rotated, rotate
from ledger.sequencer.saying import Renewal, Saying
from ledger.sequencer.session import Session, lead, opened
from ledger.sequencer.trees import SignedHead, Trees

pytestmark = pytest.mark.usefixtures("unmapped")

Follow = Callable[[], Followed]
Write = Callable[[int], None]
Attack = Callable[[str], None]
Rotate = Callable[[str], Rotated]

BEFORE_IT = "DELETE FROM ledger.trees WHERE log_id = '{log}' AND number > 1"


@pytest.fixture
def rotated(office: Office, log_id: UUID) -> Rotate:
    """Rotate the log for a reason, as the operator's command does."""

    def once(reason: str) -> Rotated:
        with opened(office.dsn) as session:
            return rotate(office, session, log_id, reason)

    return once


@pytest.fixture
def taken_back(follow: Follow, write: Write, attack: Attack) -> None:
    """Sign a hundred events, then three hundred, and take the log back to a hundred."""
    write(100)
    assert follow().step()
    write(200)
    assert follow().step()
    attack(taking_back(100))


@pytest.fixture
def signed(follow: Follow, write: Write) -> None:
    """Sign three hundred events, and leave ten that are not signed."""
    write(300)
    assert follow().step()
    write(10)


@pytest.fixture
def trees(log_id: UUID, session: Session) -> Trees:
    """Read the trees of the log."""
    return Trees(log_id, session)


@pytest.fixture
def begun(signed: None, office: Office, log_id: UUID, trees: Trees) -> SignerKey:
    """Begin a second tree, and say nothing of it."""
    del signed
    signer = office.keys.signer(log_id, 2, office.keys.origin(log_id, 2))
    trees.begin(signer.verifier)
    return signer


def said(book: Book, log_id: UUID) -> Rotation:
    (rotation,) = rotations(log_id, book.rows)
    return rotation


@pytest.mark.usefixtures("taken_back")
def test_a_log_that_lost_its_end_goes_on_under_another_origin(
    follow: Follow,
    rotated: Rotate,
    write: Write,
    alarms: list[LedgerError],
    signer: SignerKey,
) -> None:
    assert not follow().step()
    assert (alarms[0].code, alarms[0].facts["signed"]) == ("log_shrank", 300)
    assert rotated("restored from the backup of Monday") == Rotated(
        old_origin=signer.name, new_origin=f"{signer.name}/2", was=300, restored_size=100, size=101
    )
    write(50)
    assert follow().step()
    assert len(alarms) == 1


@pytest.mark.usefixtures("taken_back")
def test_its_first_checkpoint_holds_what_was_signed_before(
    rotated: Rotate, book: Book, log_id: UUID, signer: SignerKey, session: Session
) -> None:
    rotated("restored")
    at, event = said(book, log_id)
    last = parse_checkpoint(parse_note(event.old_checkpoint.encode()).text)
    assert (last.origin, last.size, event.restored_size) == (signer.name, 300, 100)
    sizes = session.execute(
        "SELECT size FROM ledger.checkpoints WHERE origin = %s ORDER BY size", [event.new_origin]
    )
    assert [size for (size,) in sizes] == [at] == [101]


@pytest.mark.usefixtures("signed")
def test_a_key_is_replaced_in_the_same_way(
    rotated: Rotate, follow: Follow, write: Write, alarms: list[LedgerError], book: Book
) -> None:
    done = rotated("the key is a year old")
    assert (done.was, done.restored_size, done.size) == (300, 310, 311)
    write(10)
    assert follow().step()
    first, second = book.published.keys()
    assert (first.name, second.name) == (done.old_origin, done.new_origin)
    assert first.key_id != second.key_id
    head = book.published.newest(done.new_origin)
    leaves = b"".join(row.leaf_hash for row in book.rows.after(0, 400))
    assert (head and head.root, alarms) == (tree_root(leaves[: 32 * 321]), [])


def test_a_first_checkpoint_is_never_signed_before_the_log_says_why(
    begun: SignerKey, follow: Follow, trees: Trees, alarms: list[LedgerError], rotated: Rotate
) -> None:
    assert not follow().step()
    assert [alarm.code for alarm in alarms] == ["rotation_unsaid"]
    assert trees.last(begun.name) is None
    done = rotated("the operator asks again")
    assert (done.new_origin, done.size) == (begun.name, 311)
    assert trees.origins() == [done.old_origin, begun.name]


def interrupted(office: Office, log_id: UUID, begun: SignerKey) -> Renewal:
    """Say that the log goes on, and sign nothing yet."""
    renewal = Renewal(
        old_origin=office.keys.origin(log_id, 1),
        old_checkpoint="as signed",
        new_origin=begun.name,
        restored_size=310,
        reason="interrupted",
    )
    saying = saying_of(office, log_id)
    assert saying.rotate(saying.rotation(renewal))
    saying.close()
    return renewal


def test_whoever_is_interrupted_before_signing_signs_when_started_again(
    begun: SignerKey, office: Office, log_id: UUID, follow: Follow, trees: Trees, write: Write
) -> None:
    interrupted(office, log_id, begun)
    write(10)
    assert not follow().step()
    head = trees.last(begun.name)
    assert head is not None
    assert head.size == 321


def remember(office: Office, log_id: UUID, signer: SignerKey, head: Checkpoint) -> None:
    """Leave the note that a process signed just before it died."""
    text = checkpoint_text(head)
    note = note_bytes(Note(text, (sign_text(text, signer),)))
    office.keys.note_file(log_id).write_bytes(note)


@pytest.mark.parametrize("whole", [True, False])
def test_who_died_before_publishing_the_first_one_publishes_the_same(
    *, whole: bool, begun: SignerKey, office: Office, follow: Follow, book: Book, log_id: UUID
) -> None:
    interrupted(office, log_id, begun)
    leaves = b"".join(row.leaf_hash for row in book.rows.after(0, 311))
    root = tree_root(leaves) if whole else bytes(32)
    remember(office, log_id, begun, Checkpoint(begun.name, 311, root))
    follow().step()
    head = book.published.newest(begun.name)
    assert (head.root if head else None) == (root if whole else None)


def test_a_log_that_lost_what_was_promised_has_shrunk(
    begun: SignerKey, office: Office, log_id: UUID, follow: Follow, alarms: list[LedgerError]
) -> None:
    interrupted(office, log_id, begun)
    remember(office, log_id, begun, Checkpoint(begun.name, 400, bytes(32)))
    assert not follow().step()
    assert [alarm.code for alarm in alarms] == ["log_shrank"]


@pytest.mark.usefixtures("taken_back")
def test_an_origin_is_never_used_for_two_trees(
    rotated: Rotate, follow: Follow, attack: Attack, alarms: list[LedgerError], book: Book
) -> None:
    second = rotated("restored").new_origin
    attack(taking_back(50) + BEFORE_IT)
    assert not follow().step()
    assert [alarm.code for alarm in alarms] == ["log_shrank"]
    third = rotated("restored once more")
    assert (third.new_origin, third.was) == (second.replace("/2", "/3"), 101)
    assert book.published.origins() == [third.old_origin, third.new_origin]


@pytest.mark.usefixtures("signed")
def test_a_log_whose_key_is_lost_is_halted_and_goes_on_with_another(
    office: Office, log_id: UUID, follow: Follow, alarms: list[LedgerError], rotated: Rotate
) -> None:
    office.keys.note_file(log_id).with_name(f"{log_id}.1.key").unlink()
    assert not follow().step()
    assert [alarm.code for alarm in alarms] == ["key_missing"]
    assert rotated("the key's disk is gone").size == 311
    follow().step()
    assert len(alarms) == 1


@pytest.mark.usefixtures("signed")
def test_a_log_without_any_memory_goes_on_from_its_last_checkpoint(
    office: Office, log_id: UUID, rotated: Rotate
) -> None:
    office.keys.note_file(log_id).unlink()
    assert rotated("moved to another machine").was == 300


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("UPDATE {events} SET payload = payload || ' ' WHERE position = 7", "event_altered"),
        ("DELETE FROM {events} WHERE position = 7", "positions_missing"),
        ("UPDATE ledger.streams SET version = 0 WHERE log_id = '{log}'", "event_altered"),
        ("DELETE FROM ledger.trees WHERE log_id = '{log}'", "tree_missing"),
    ],
)
@pytest.mark.usefixtures("signed")
def test_what_was_tampered_with_is_not_rotated(
    attack: Attack, rotated: Rotate, change: str, code: str
) -> None:
    attack(change)
    with refused(code):
        rotated("nobody will notice")


@pytest.mark.usefixtures("signed")
def test_a_log_that_is_another_than_was_signed_is_not_rotated(
    rotated: Rotate, trees: Trees, signer: SignerKey
) -> None:
    text = checkpoint_text(Checkpoint(signer.name, 305, bytes(32)))
    note = note_bytes(Note(text, (sign_text(text, signer),))).decode()
    trees.publish(signer.name, (), SignedHead(305, bytes(32), note), 0)
    with refused("tree_forked"):
        rotated("nobody will notice")


def test_a_tree_that_was_never_signed_can_be_left_too(
    write: Write, trees: Trees, signer: SignerKey, rotated: Rotate, book: Book, log_id: UUID
) -> None:
    write(10)
    trees.begin(signer.verifier)
    done = rotated("the key was lost at once")
    assert (done.was, done.size, said(book, log_id).said.old_checkpoint) == (0, 11, "")


@pytest.mark.usefixtures("signed")
def test_a_reason_is_given(rotated: Rotate, trees: Trees) -> None:
    with pytest.raises(RuleError):
        rotated("")
    assert len(trees.origins()) == 1


@pytest.mark.usefixtures("signed")
def test_who_does_not_get_the_lead_rotates_nothing(
    session: Session, rotated: Rotate, trees: Trees, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.sequencer.session.LEAD_SECONDS", 0.05)
    assert lead(session)
    with refused("sequencer_busy"):
        rotated("now")
    assert len(trees.origins()) == 1


@pytest.mark.usefixtures("signed")
def test_who_is_overtaken_once_says_it_again(
    rotated: Rotate, monkeypatch: pytest.MonkeyPatch, book: Book, log_id: UUID
) -> None:
    say, overtaken = Saying.rotate, [True]

    def once(saying: Saying, events: Sequence[LogRotated]) -> bool:
        return not overtaken.pop() if overtaken else say(saying, events)

    monkeypatch.setattr("ledger.sequencer.saying.Saying.rotate", once)
    assert rotated("now").size == said(book, log_id).position == 311


@pytest.mark.usefixtures("signed")
def test_who_is_always_overtaken_gives_up(rotated: Rotate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.sequencer.rotating.ATTEMPTS", 0)
    with refused("conflict"):
        rotated("now")
