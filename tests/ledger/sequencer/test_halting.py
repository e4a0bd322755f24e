"""A log with which something is wrong is left alone for a while, and said to be so once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from uuid import UUID

import pytest
from keyring import refused

from ledger.application import LogSettings
from ledger.book import Book
from ledger.chain import START
from ledger.errors import LedgerError
from ledger.keys.requests import RequestKeys
from ledger.proof.signer import SignerKey
from ledger.sequencer.followed import Followed, Office
from ledger.sequencer.saying import Saying
from ledger.sequencer.session import Session
from ledger.sequencer.standing import stand
from ledger.sequencer.trees import SignedHead, Trees

Follow = Callable[[], Followed]
Write = Callable[[int], None]
Attack = Callable[[str], None]

DAMAGE = "UPDATE {events} SET version = version + 100 WHERE position = 10"
REPAIR = "UPDATE {events} SET version = version - 100 WHERE position = 10"


@pytest.fixture
def saying(office: Office, log_id: UUID) -> Iterator[Saying]:
    """Say of the log what another process says, or a false one."""
    made = Saying(
        LogSettings(dsn=office.dsn, log_id=log_id),
        RequestKeys(office.keys.requests()),
        software=office.software,
        new_id=office.new_id,
        clock=office.clock,
    )
    with closing(made) as saying:
        yield saying


def test_a_halted_log_is_not_looked_at_again_at_once(
    follow: Follow, write: Write, attack: Attack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.sequencer.followed.RETRY_SECONDS", 600.0)
    write(10)
    attack(DAMAGE)
    followed = follow()
    assert not followed.step()
    attack(REPAIR)
    assert not followed.step()


def test_the_same_alarm_is_told_once(
    follow: Follow,
    write: Write,
    attack: Attack,
    alarms: list[LedgerError],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ledger.sequencer.followed.RETRY_SECONDS", 0.0)
    write(10)
    followed = follow()
    assert followed.step()
    attack("UPDATE ledger.checkpoints SET size = 9 WHERE origin LIKE '%%{log}'")
    again = follow()
    assert not again.step()
    assert not again.step()
    assert [alarm.code for alarm in alarms] == ["checkpoint_altered"]


def test_who_loses_the_session_loses_the_lead(
    follow: Follow, session: Session, alarms: list[LedgerError]
) -> None:
    session.close()
    with refused("unavailable"):
        follow().step()
    assert not alarms


def test_a_map_that_was_said_wrongly_is_an_alarm(
    follow: Follow, write: Write, saying: Saying, alarms: list[LedgerError]
) -> None:
    write(10)
    assert saying.map_heads(START, 4, "00" * 32)
    assert follow().step()
    assert not alarms
    assert not follow().step()
    assert [alarm.code for alarm in alarms] == ["map_altered"]


def test_a_map_that_was_overtaken_is_said_later(
    book: Book,
    follow: Follow,
    write: Write,
    saying: Saying,
    alarms: list[LedgerError],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ledger.sequencer.growing.EVENTS_AT_ONCE", 4)
    monkeypatch.setattr("ledger.sequencer.sequencing.QUIET_SECONDS", 0.0)
    write(4)
    assert saying.map_heads(START, 3, "00" * 32)
    followed = follow()
    assert followed.step()
    assert book.head() == 5
    assert followed.step()
    assert book.head() == 6
    assert not alarms


def test_no_head_is_published_twice(
    follow: Follow, write: Write, log_id: UUID, session: Session, signer: SignerKey
) -> None:
    write(10)
    follow().step()
    trees = Trees(log_id, session)
    last = trees.last(signer.name)
    assert last is not None
    with refused("checkpoint_taken"):
        trees.publish(signer.name, [], SignedHead(last.size, bytes(32), last.note), 0)
    assert trees.last(signer.name) == last


def test_a_log_without_a_tree_does_not_stand(
    book: Book, log_id: UUID, session: Session, signer: SignerKey
) -> None:
    with refused("tree_missing"):
        stand(log_id, book.rows, Trees(log_id, session), signer.verifier, None)


def test_an_office_is_printed_without_its_secrets(office: Office) -> None:
    assert repr(office) == "Office()"


def test_request_keys_open_and_destroy_nothing() -> None:
    keys = RequestKeys(bytes(32))
    for asked in (
        lambda: keys.person_key("anna"),
        lambda: keys.retention_key(bytes(16)),
        lambda: keys.secret(bytes(16)),
        lambda: keys.destroy(bytes(16)),
    ):
        with refused("key_unknown"):
            asked()
