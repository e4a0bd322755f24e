"""Witnesses cosign every head, and tell when a log has less than they have seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest
from waiting import until
from witnessing import KEY, MIDNIGHT, served, witnessed

from ledger.book import Book
from ledger.errors import LedgerError
from ledger.proof.checked import verify_checkpoint
from ledger.proof.policy import Log, Policy, Witness
from ledger.proof.signer import SignerKey, signer_key
from ledger.proof.vkey import Algorithm
from ledger.sequencer.followed import Followed, Office

Follow = Callable[..., Followed]
Write = Callable[[int], None]


@pytest.fixture
def witness(tmp_path: Path, signer: SignerKey) -> Iterator[Witness]:
    """Serve a witness of the log."""
    with served(tmp_path, signer) as witness:
        yield witness


def test_every_head_is_cosigned(
    book: Book, signer: SignerKey, follow: Follow, write: Write, witness: Witness
) -> None:
    followed = follow(witness)
    policy = Policy((Log(signer.verifier),), (witness,), (), witness.name)
    for size in (10, 300, 600):
        write(size - book.head())
        followed.step()
        checked = verify_checkpoint(witnessed(book, signer, size).note, policy)
        assert (checked.checkpoint.size, checked.is_witnessed) == (size, True)


def test_a_witness_that_was_away_gets_the_newest_head(
    book: Book,
    signer: SignerKey,
    follow: Follow,
    write: Write,
    tmp_path: Path,
    alarms: list[LedgerError],
) -> None:
    with served(tmp_path, signer) as witness:
        followed = follow(witness)
        write(10)
        followed.step()
        witnessed(book, signer, 10)
    write(10)
    followed.step()
    until(lambda: any(alarm.code == "witness_away" for alarm in alarms))
    assert book.published.newest(signer.name, least=20, witnessed=True) is None


TAKEN_BACK = (
    "DELETE FROM {events} WHERE position > 10;"
    "UPDATE ledger.log_head SET position = 10 WHERE log_id = '{log}';"
    "DELETE FROM ledger.checkpoints WHERE origin LIKE '%%{log}';"
    "DELETE FROM ledger.tiles WHERE origin LIKE '%%{log}'"
)


@pytest.fixture
def seen(follow: Follow, write: Write, witness: Witness, book: Book, signer: SignerKey) -> None:
    """Have twenty events witnessed."""
    write(20)
    follow(witness).step()
    witnessed(book, signer, 20)


@pytest.fixture
def taken_back(seen: None, attack: Callable[[str], None], office: Office, log_id: UUID) -> None:
    """Take the log back to ten, and everything here that knew of more."""
    del seen
    attack(TAKEN_BACK)
    office.keys.note_file(log_id).unlink()


@pytest.mark.usefixtures("taken_back")
def test_a_log_that_was_taken_back_is_signed_no_further(
    follow: Follow, witness: Witness, alarms: list[LedgerError], book: Book, signer: SignerKey
) -> None:
    assert not follow(witness).step()
    assert [alarm.code for alarm in alarms] == ["log_shrank"]
    assert book.published.newest(signer.name) is None


def test_what_another_key_signed_is_no_cosignature(
    book: Book,
    signer: SignerKey,
    follow: Follow,
    write: Write,
    witness: Witness,
    alarms: list[LedgerError],
) -> None:
    other = signer_key(KEY.name, Algorithm.COSIGNATURE, bytes(32)).verifier
    write(10)
    follow(Witness("notary", other, witness.url)).step()
    until(lambda: any(alarm.code == "witness_refused" for alarm in alarms))
    assert book.published.newest(signer.name, witnessed=True) is None


def test_a_head_that_does_not_move_is_cosigned_anew(
    book: Book,
    signer: SignerKey,
    follow: Follow,
    write: Write,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ledger.sequencer.cosigning.AGAIN_SECONDS", 0.01)
    seconds = count(MIDNIGHT)
    write(10)
    with served(tmp_path, signer, lambda: next(seconds)) as witness:
        assert follow(witness).step()
        first = witnessed(book, signer, 10)
        until(lambda: witnessed(book, signer, 10).note != first.note)
        again = witnessed(book, signer, 10)
    assert (again.size, again.root) == (first.size, first.root)
