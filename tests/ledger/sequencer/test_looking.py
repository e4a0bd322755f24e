"""A log that has less than was signed of it is read only until its operator decides."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from uuid import UUID

import msgspec
import pytest
from databases import Database, prepared
from keyring import refused
from taking_back import taking_back
from tallies import TALLY, Raise, context, raise_tally
from witnessing import served, witnessed

from ledger.book import Book
from ledger.embedded import Server
from ledger.errors import LedgerError
from ledger.logs import open_log
from ledger.proof.signer import SignerKey
from ledger.sequencer.followed import Followed, Office
from ledger.sequencer.looking import look
from ledger.sequencer.rotating import rotate
from ledger.sequencer.session import Session
from ledger.signed import read_shrunk
from ledger.sources import One

pytestmark = pytest.mark.usefixtures("unmapped")

Follow = Callable[..., Followed]
Write = Callable[[int], None]
Attack = Callable[[str], None]


@pytest.fixture
def database(postgres: Server) -> Database:
    """Make a database for this test only: all of its logs are looked at."""
    return prepared(postgres, f"looked_at_{secrets.token_hex(4)}")


@pytest.fixture
def taken_back(follow: Follow, write: Write, attack: Attack) -> None:
    """Sign a hundred events, then three hundred, and take the log back to a hundred."""
    write(100)
    assert follow().step()
    write(200)
    assert follow().step()
    attack(taking_back(100))


def told(office: Office) -> list[tuple[str, object]]:
    """Look, and return what was told and who knew it."""
    said: list[LedgerError] = []
    look(office, said.append)
    return [(failed.code, failed.facts.get("known_by")) for failed in said]


def test_what_is_whole_may_be_written_to(
    office: Office, book: Book, write: Write, follow: Follow
) -> None:
    assert told(office) == []
    write(10)
    assert follow().step()
    assert told(office) == []
    assert read_shrunk(book.rows) == []


@pytest.mark.usefixtures("taken_back")
def test_a_log_that_shrank_takes_nothing_and_is_read_as_before(
    office: Office, book: Book, log_id: UUID
) -> None:
    assert told(office) == [("log_shrank", "sequencer")]
    with refused("log_read_only"):
        book.handle(One(TALLY, "odd"), raise_tally, Raise(1), context("new"))
    assert book.state(One(TALLY, "odd")) == 50
    (shrunk,) = read_shrunk(book.rows)
    assert (shrunk.log_id, shrunk.facts["signed"]) == (log_id, "300")


def test_rows_that_are_gone_are_missed_whatever_the_log_says_it_has(
    office: Office, book: Book, write: Write, follow: Follow, attack: Attack
) -> None:
    write(100)
    assert follow().step()
    attack("DELETE FROM {events} WHERE position > 98")
    assert told(office) == [("log_shrank", "database")]
    (shrunk,) = read_shrunk(book.rows)
    assert shrunk.facts["found"] == "98"


@pytest.mark.usefixtures("taken_back")
def test_once_it_goes_on_under_another_origin_it_is_written_to_again(
    office: Office, book: Book, session: Session, log_id: UUID
) -> None:
    look(office, lambda _: None)
    rotate(office, session, log_id, "restored")
    book.handle(One(TALLY, "odd"), raise_tally, Raise(1), context("new"))
    assert (told(office), read_shrunk(book.rows)) == ([], [])


def test_a_log_of_which_everything_is_gone_is_remembered(
    office: Office, write: Write, follow: Follow, attack: Attack, database: Database
) -> None:
    write(10)
    assert follow().step()
    attack(taking_back(0))
    assert told(office) == [("log_shrank", "sequencer")]
    attack("DROP TABLE {events}")
    (log_id,) = office.keys.remembered()
    open_log(database.dsn(), log_id)
    assert told(office) == [("log_shrank", "sequencer")]


@pytest.fixture
def watched(office: Office, signer: SignerKey, log_id: UUID) -> Iterator[Office]:
    """Have the log witnessed, and lose the note of how far it was signed."""
    with served(office.keys.note_file(log_id).parent.parent, signer) as witness:
        yield msgspec.structs.replace(office, witnesses=(witness,))


def test_without_its_note_the_witnesses_are_asked(
    watched: Office, signer: SignerKey, follow: Follow, write: Write, attack: Attack, book: Book
) -> None:
    for events in (100, 200):
        write(events)
        assert follow(*watched.witnesses).step()
    witnessed(book, signer, 300)
    watched.keys.note_file(book.published.log_id).unlink()
    assert told(watched) == []
    attack(taking_back(100))
    assert told(watched) == [("log_shrank", "notary")]
    with refused("log_read_only"):
        write(2)


@pytest.mark.usefixtures("taken_back")
def test_without_its_note_and_without_witnesses_nobody_knows(office: Office, log_id: UUID) -> None:
    office.keys.note_file(log_id).unlink()
    assert told(office) == []


@pytest.mark.usefixtures("taken_back")
def test_what_else_is_wrong_is_told_and_halts_nothing_here(
    office: Office, book: Book, log_id: UUID
) -> None:
    office.keys.note_file(log_id).write_bytes(b"no note")
    assert told(office) == [("note_malformed", None)]
    assert read_shrunk(book.rows) == []


def test_a_database_out_of_reach_is_no_answer(office: Office) -> None:
    away = "host=127.0.0.1 port=1 dbname=away user=away"
    with refused("unavailable"):
        look(msgspec.structs.replace(office, dsn=away), lambda _: None)


def test_a_database_that_goes_away_meanwhile_is_no_answer(
    office: Office, write: Write, follow: Follow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> list[str]:
        raise LedgerError("unavailable", reason="gone")

    write(10)
    assert follow().step()
    monkeypatch.setattr("ledger.sequencer.trees.Trees.origins", away)
    with refused("unavailable"):
        look(office, lambda _: None)
