"""Nothing is signed that does not follow from what was signed before: the sequencer halts."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from ledger.book import Book
from ledger.errors import LedgerError
from ledger.proof.checkpoint import Checkpoint, checkpoint_text
from ledger.proof.cosignature import sign_text
from ledger.proof.note import Note, note_bytes
from ledger.proof.signer import SignerKey, signer_key
from ledger.proof.tree import tree_root
from ledger.proof.vkey import Algorithm
from ledger.sequencer.followed import Followed, Office
from ledger.sequencer.session import Session

Follow = Callable[[], Followed]
Write = Callable[[int], None]
Attack = Callable[[str], None]

SIGNED, WRITTEN = 300, 310


@pytest.fixture
def signed(follow: Follow, write: Write) -> None:
    """Sign some events, and leave some that are not signed."""
    write(SIGNED)
    assert follow().step()
    write(WRITTEN - SIGNED)


def remember(office: Office, signer: SignerKey, log_id: UUID, size: int, root: bytes) -> None:
    """Leave the note that a process signed just before it died."""
    text = checkpoint_text(Checkpoint(signer.name, size, root))
    note = note_bytes(Note(text, (sign_text(text, signer),)))
    office.keys.note_file(log_id).write_bytes(note)


ATTACKS = {
    "the newest events are deleted": (
        (
            "DELETE FROM {events} WHERE position > 290;"
            "UPDATE ledger.log_head SET position = 290 WHERE log_id = '{log}'"
        ),
        "log_shrank",
    ),
    "so are the checkpoint and the tiles": (
        (
            "DELETE FROM {events} WHERE position > 290;"
            "UPDATE ledger.log_head SET position = 290 WHERE log_id = '{log}';"
            "DELETE FROM ledger.checkpoints WHERE origin LIKE '%%{log}';"
            "DELETE FROM ledger.tiles WHERE origin LIKE '%%{log}'"
        ),
        "log_shrank",
    ),
    "an event that is not signed yet says something else": (
        "UPDATE {events} SET payload = payload || '\\x00' WHERE position = 305",
        "event_altered",
    ),
    "the newest events are deleted, and nothing else": (
        "DELETE FROM {events} WHERE position > 290",
        "log_shrank",
    ),
    "the newest events are deleted, of which nothing was signed": (
        "DELETE FROM {events} WHERE position > 305",
        "event_altered",
    ),
    "an event that is not signed yet is gone": (
        "DELETE FROM {events} WHERE position = 305",
        "positions_missing",
    ),
    "the last event of a stream has another leaf": (
        "UPDATE {events} SET leaf_hash = sha256('other') WHERE position = 300",
        "event_altered",
    ),
    "a leaf of the tree is another": (
        (
            "UPDATE ledger.tiles SET hashes = overlay(hashes PLACING sha256('other') FROM 33)"
            " WHERE origin LIKE '%%{log}' AND level = 0 AND number = 0"
        ),
        "tile_altered",
    ),
    "a leaf at the edge is another": (
        (
            "UPDATE ledger.tiles SET hashes = overlay(hashes PLACING sha256('other') FROM 33)"
            " WHERE origin LIKE '%%{log}' AND level = 0 AND number = 1"
        ),
        "tree_altered",
    ),
    "a tile is gone": (
        "DELETE FROM ledger.tiles WHERE origin LIKE '%%{log}' AND level = 0 AND number = 0",
        "tile_missing",
    ),
    "the entries are gone": (
        "DELETE FROM ledger.tiles WHERE origin LIKE '%%{log}' AND level = -1",
        "tile_missing",
    ),
    "the checkpoint says another size": (
        "UPDATE ledger.checkpoints SET size = 299 WHERE origin LIKE '%%{log}'",
        "checkpoint_altered",
    ),
    "the checkpoint is signed by nobody": (
        (
            "UPDATE ledger.checkpoints SET note = regexp_replace(note, '. ledger[^ ]*',"
            " '\u2014 other')"
            " WHERE origin LIKE '%%{log}'"
        ),
        "note_unsigned",
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
@pytest.mark.usefixtures("signed")
def test_what_was_changed_is_never_signed(
    follow: Follow,
    attack: Attack,
    alarms: list[LedgerError],
    session: Session,
    log_id: UUID,
    name: str,
) -> None:
    statement, code = ATTACKS[name]
    attack(statement)
    assert not follow().step()
    assert [alarm.code for alarm in alarms] == [code]
    halted = session.execute("SELECT code FROM ledger.halted WHERE log_id = %s", [log_id])
    assert halted.fetchall() == [(code,)]
    sizes = session.execute(
        "SELECT size FROM ledger.checkpoints WHERE origin LIKE %s", [f"%{log_id}"]
    )
    assert all(size <= SIGNED for (size,) in sizes)


@pytest.mark.usefixtures("signed")
def test_who_died_before_publishing_publishes_the_same(
    follow: Follow,
    office: Office,
    signer: SignerKey,
    book: Book,
    log_id: UUID,
    alarms: list[LedgerError],
) -> None:
    leaves = b"".join(row.leaf_hash for row in book.rows.after(0, 305))
    remember(office, signer, log_id, 305, tree_root(leaves))
    again = follow()
    assert again.step()
    assert again.step()
    assert not alarms


@pytest.mark.usefixtures("signed")
def test_two_trees_of_one_size_are_never_signed(
    follow: Follow, office: Office, signer: SignerKey, log_id: UUID, alarms: list[LedgerError]
) -> None:
    for size in (305, 200):
        remember(office, signer, log_id, size, bytes(32))
        assert not follow().step()
    assert [alarm.code for alarm in alarms] == ["tree_forked", "tree_forked"]


@pytest.mark.usefixtures("signed")
def test_a_tree_of_another_name_is_not_taken_for_an_earlier_one(
    follow: Follow, office: Office, log_id: UUID, alarms: list[LedgerError]
) -> None:
    other = signer_key("ledger.example.org/other", Algorithm.ED25519, bytes(32))
    remember(office, other, log_id, SIGNED, bytes(32))
    assert not follow().step()
    office.keys.note_file(log_id).write_bytes(b"no note")
    assert not follow().step()
    assert [alarm.code for alarm in alarms] == ["note_unsigned", "note_malformed"]


@pytest.mark.usefixtures("signed")
def test_a_log_that_is_whole_again_is_signed_again(
    follow: Follow, attack: Attack, session: Session, log_id: UUID
) -> None:
    attack("UPDATE {events} SET version = version + 100 WHERE position = 310")
    assert not follow().step()
    attack("UPDATE {events} SET version = version - 100 WHERE position = 310")
    assert follow().step()
    halted = session.execute("SELECT code FROM ledger.halted WHERE log_id = %s", [log_id])
    assert halted.fetchall() == []
