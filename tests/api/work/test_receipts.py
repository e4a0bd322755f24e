"""Receipts that were not handed over follow by e-mail: each once, to who took the step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import cast

import msgspec
import pytest
from plots import LOCKED
from projecting import House
from telling import Desk, desk_of
from waiting import until
from witnessed_fair import Institution, key_of, office_of

from aggregates.deal.binding import BINDING_NAMES
from api.mail.messages import Letter, composed
from api.mail.sending import Content
from api.receipts.witnessing import Witnessing
from api.storage.alarms import alarms
from api.storage.receipts import note_handed
from api.work.receipts import FollowingReceipts
from api.work.telling import Telling
from ledger.errors import LedgerError
from ledger.proof.policy import Log, Policy
from ledger.proof.receipt import parse_receipt, verify_receipt
from ledger.receipts import Receipts
from ledger.sequencer.cosigning import Cosigning
from ledger.sequencer.followed import Followed, Office
from ledger.sequencer.session import opened

Plays = Callable[..., House]
STEPS = 4
"""The letter sent, the letter accepted, the clauses accepted, the terms locked."""


class Post:
    """A desk whose receipts follow, and what signs and witnesses its log."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk = desk
        self.witness = Institution("chamber", 1, folder)
        self.witness.start()
        self.policy = Policy((), (self.witness.named,), (), "chamber")
        self.office: Office = office_of(desk.house.database, folder, self.policy)
        self.log = desk.house.logs[1]
        key = key_of(self.office, self.log).verifier
        self.witness.logs[key.name] = [key]
        self.trusted = msgspec.structs.replace(self.policy, logs=(Log(key),))
        self.follows = FollowingReceipts(desk.installation, desk.accounts, Witnessing(self.policy))

    def tells(self) -> None:
        """Take up what happened."""
        telling = Telling(self.desk.installation, self.desk.accounts, "t1", witnessed=True)
        while telling.round():
            pass

    def round(self, **later: float) -> None:
        """Let time go by, and make messages of what is due."""
        self.desk.later(**(later or {"seconds": 20}))
        while self.follows.round():
            pass

    def is_witnessed(self) -> None:
        """Have the whole log signed and seen."""
        book = self.desk.installation.edition(str(self.log))
        receipts, head = Receipts(self.log, book.rows, self.policy), book.head()
        with (
            Cosigning(self.office.dsn, self.policy.witnesses, _fail) as cosigning,
            opened(self.office.dsn) as session,
        ):
            followed = Followed(self.office, session, self.log, cosigning, _fail)
            assert followed.step()
            until(lambda: receipts.newest(head) is not None)
            followed.close()

    def written(self) -> list[tuple[str, Content]]:
        """Return what people are written: to whom, and what."""
        found = self.desk.house.query(
            "SELECT person, sealed FROM operations.mails WHERE kind = 'receipt' ORDER BY id"
        )
        opened_by = self.desk.accounts.secrets.open
        return [
            (
                str(person),
                msgspec.json.decode(
                    opened_by(str(person), "mails", bytes(cast("bytes", sealed))), type=Content
                ),
            )
            for person, sealed in found
        ]


def _fail(failed: LedgerError) -> None:
    pytest.fail(str(failed))


@pytest.fixture
def post(house_of: Plays, tmp_path: Path) -> Iterator[Post]:
    """Give a deal whose terms are locked, with one witness."""
    folder = tmp_path / "around"
    folder.mkdir()
    with desk_of(house_of(*LOCKED)) as desk:
        post = Post(desk, folder)
        yield post
        post.witness.stop()


def test_each_step_has_one_receipt_that_follows_once(post: Post) -> None:
    post.tells()
    post.is_witnessed()
    post.round()
    assert len(post.written()) == STEPS
    post.desk.again()
    post.tells()
    post.round(days=1)
    assert len(post.written()) == STEPS


def test_who_took_the_step_gets_what_proves_it(post: Post) -> None:
    post.tells()
    post.is_witnessed()
    post.round()
    book = post.desk.installation.edition(str(post.log))
    for person, content in post.written():
        assert content.enclosed is not None
        proof = content.enclosed.text.encode()
        (row,) = book.read(parse_receipt(proof).index, 1)
        assert row.meta.actor == person
        assert verify_receipt(proof, row.leaf_hash, post.trusted).is_witnessed


def test_nothing_follows_before_enough_have_seen_it(post: Post) -> None:
    post.tells()
    post.round()
    assert post.written() == []
    post.is_witnessed()
    post.round(hours=1)
    assert len(post.written()) == STEPS


def test_what_was_handed_over_does_not_follow(post: Post) -> None:
    names = [*BINDING_NAMES]
    positions = post.desk.house.query(
        "SELECT max(position) FROM ledger.events WHERE type = ANY (%s)", [names]
    )
    with post.desk.accounts.operations.transaction() as connection:
        note_handed(connection, post.log, int(str(positions[0][0])), post.desk.at)
    post.tells()
    post.is_witnessed()
    post.round()
    assert len(post.written()) == STEPS - 1


def test_the_answer_may_come_before_the_receipt_follows(post: Post) -> None:
    post.tells()
    due = post.desk.house.query("SELECT log_id, position FROM operations.receipts")
    with post.desk.accounts.operations.transaction() as connection:
        for _, position in due:
            note_handed(connection, post.log, int(str(position)), post.desk.at)
    post.is_witnessed()
    post.round(days=1)
    assert post.written() == []


def test_what_is_not_stored_as_it_was_signed_is_an_alarm_and_no_receipt(post: Post) -> None:
    post.tells()
    post.is_witnessed()
    post.desk.house.query(
        "SET session_replication_role = replica;"
        "UPDATE ledger.tiles SET hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1)"
        " WHERE level = 0"
    )
    post.round()
    assert post.written() == []
    with post.desk.accounts.operations.transaction() as connection:
        assert {alarm.code for alarm in alarms(connection)} == {"tiles_refuted"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_message_encloses_the_receipt_byte_for_byte(post: Post, language: str) -> None:
    post.tells()
    post.is_witnessed()
    post.round()
    _, content = post.written()[0]
    letter = msgspec.convert(
        {"id": "m1", "kind": "receipt", "language": language, **msgspec.to_builtins(content)},
        Letter,
        strict=False,
    )
    message: EmailMessage = composed(letter, "fair@example.org", post.desk.at)
    (enclosed,) = message.iter_attachments()
    assert content.enclosed is not None
    assert enclosed.get_content() == content.enclosed.text.encode()
    assert str(enclosed.get_filename()).endswith(".tlog-proof")
