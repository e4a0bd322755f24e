"""Carrying out erasures: the event first, then the keys, and again at every start."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TypedDict
from uuid import UUID

import pytest
from databases import Database
from tallies import EVENTS, NOON, TALLY, Raise, context, raise_tally

from aggregates.catalogue import EVENTS as ALL
from aggregates.log import LOG
from aggregates.log.erasing.events import (
    DealErased,
    DocumentsErased,
    ErasedKey,
    Erasure,
    ErasureGround,
    PersonErased,
)
from aggregates.log.state import Log
from aggregates.log.streams import ERASURES
from ledger.application import LogSettings
from ledger.book import Book
from ledger.codec import Codec
from ledger.erasing import destroy_what_was_erased
from ledger.erasures import RecordedErasure, erasure_of_stream
from ledger.errors import LedgerError
from ledger.keys.file_store import FileKeyStore
from ledger.sources import One
from ledger.stream import stream_id

BREAD, SALT = One(TALLY, "bread"), One(TALLY, "salt")
Opens = Callable[[FileKeyStore], Book]


class Facts(TypedDict):
    """What all erasures say."""

    at: datetime
    ground: ErasureGround
    reference: str
    proposed_by: str
    by: str


@pytest.fixture
def opens(database: Database, log_id: UUID) -> Iterator[Opens]:
    """Open books on the log with one key store or another; all are closed at the end."""
    books: list[Book] = []

    def opened(keys: FileKeyStore) -> Book:
        settings, codec = LogSettings(dsn=database.dsn(), log_id=log_id), Codec({**ALL, **EVENTS})
        books.append(Book(settings, codec, keys, software="tests/1", new_id=lambda: "1"))
        return books[-1]

    yield opened
    for book in books:
        book.close()


def erased(book: Book, *keys: ErasedKey) -> DealErased:
    """Record that what is stored under these keys is erased, and no more."""
    event = DealErased(
        at=NOON,
        erasure="erasure-1",
        deal="deal-1",
        ground=ErasureGround.COURT,
        reference="DPO-1",
        keys=keys,
        documents=0,
        proposed_by="okafor",
        by="amadi",
    )
    said(book, event)
    return event


def said(book: Book, event: Erasure) -> None:
    def decided(_log: Log, _: object) -> list[Erasure]:
        return [event]

    book.handle(One(LOG, ERASURES), decided, None, context())


def is_gone(ask: Callable[[], object]) -> bool:
    try:
        ask()
    except LedgerError as refused:
        return refused.code == "key_destroyed"
    return False


@pytest.fixture
def raised(opens: Opens, keys: FileKeyStore) -> Book:
    """Raise two tallies."""
    book = opens(keys)
    for tally in (BREAD, SALT):
        book.handle(tally, raise_tally, Raise(1), context())
    return book


def bread(book: Book, log_id: UUID) -> tuple[ErasedKey, ...]:
    return book.erasing.keys_of_streams([stream_id(log_id, "tally", "bread")])


def test_what_an_erasure_names_is_destroyed_and_nothing_else(raised: Book, log_id: UUID) -> None:
    named = bread(raised, log_id)
    event = erased(raised, *named)
    assert not is_gone(lambda: raised.state(BREAD))
    assert raised.erasing.carry_out() == [(3, event)]
    assert is_gone(lambda: raised.state(BREAD))
    assert raised.state(SALT) == 1
    assert raised.erasing.carry_out() == [(3, event)]
    assert raised.erasing.carry_out(after=3) == []


def test_an_erased_stream_names_its_keys_no_more(raised: Book, log_id: UUID) -> None:
    erased(raised, *bread(raised, log_id))
    raised.erasing.carry_out()
    assert is_gone(lambda: bread(raised, log_id))


def test_the_erasure_of_a_stream_is_found_among_others_and_of_no_other_stream(
    raised: Book, log_id: UUID
) -> None:
    bread_id, salt_id = (stream_id(log_id, "tally", name) for name in ("bread", "salt"))
    assert erasure_of_stream(log_id, raised.rows, bread_id) is None
    erased(raised, raised.erasing.key_of_person("wen"))
    event = erased(raised, *bread(raised, log_id))
    found = erasure_of_stream(log_id, raised.rows, bread_id)
    assert found == RecordedErasure(4, event)
    assert erasure_of_stream(log_id, raised.rows, salt_id) is None


def test_a_stream_that_nobody_has_written_to_has_a_key_to_destroy(
    raised: Book, keys: FileKeyStore, log_id: UUID
) -> None:
    stream = UUID(int=9)
    (named,) = raised.erasing.keys_of_streams([stream])
    erased(raised, named)
    raised.erasing.carry_out()
    assert is_gone(lambda: keys.stream_key(log_id.bytes, stream.bytes))


def test_a_stream_has_every_key_that_it_was_stored_under(
    raised: Book, opens: Opens, tmp_path: Path, log_id: UUID
) -> None:
    other = opens(FileKeyStore(tmp_path / "other", bytes(32)))
    was, both = bread(raised, log_id), bread(other, log_id)
    assert len(both) == 2
    assert set(was) < set(both)


def test_a_key_store_that_was_put_back_brings_nobody_back(
    raised: Book, opens: Opens, tmp_path: Path, log_id: UUID
) -> None:
    shutil.copy(tmp_path / "keys", tmp_path / "older")
    named = bread(raised, log_id)
    erased(raised, *named)
    raised.erasing.carry_out()
    restored = opens(FileKeyStore(tmp_path / "older", bytes(32)))
    assert restored.state(BREAD) == 1
    restored.erasing.carry_out()
    assert is_gone(lambda: restored.state(BREAD))


def test_a_store_that_never_had_the_key_gives_none_to_its_owner(
    raised: Book, opens: Opens, tmp_path: Path, log_id: UUID
) -> None:
    erased(raised, *bread(raised, log_id))
    empty = opens(FileKeyStore(tmp_path / "empty", bytes(32)))
    empty.erasing.carry_out()
    again = opens(FileKeyStore(tmp_path / "empty", bytes(32)))
    for ask in (lambda: again.state(BREAD), lambda: bread(again, log_id)):
        assert is_gone(ask)


def test_a_person_s_key_goes_and_so_does_that_of_an_edition_s_documents(
    raised: Book, keys: FileKeyStore, log_id: UUID
) -> None:
    person, paper = raised.erasing.key_of_person("wen"), raised.erasing.key_of_documents()
    facts = Facts(at=NOON, ground=ErasureGround.COURT, reference="1", proposed_by="a", by="b")
    said(raised, PersonErased(erasure="e-1", person="wen", keys=(person,), **facts))
    said(raised, DocumentsErased(erasure="e-2", edition="fair", keys=(paper,), **facts))
    assert len(raised.erasing.carry_out()) == 2
    assert is_gone(lambda: keys.person_key("wen"))
    assert is_gone(lambda: keys.retention_key(log_id.bytes))
    assert not is_gone(lambda: keys.person_key("rojas"))


def test_before_anything_is_served_every_log_s_erasures_are_carried_out(
    raised: Book, keys: FileKeyStore, database: Database, log_id: UUID
) -> None:
    erased(raised, *bread(raised, log_id))
    assert destroy_what_was_erased(database.dsn(), keys) >= 1
    assert is_gone(lambda: raised.state(BREAD))


def test_where_no_server_answers_nothing_is_served(keys: FileKeyStore) -> None:
    with pytest.raises(LedgerError) as refused:
        destroy_what_was_erased("host=127.0.0.1 port=1 dbname=none", keys)
    assert refused.value.code == "server_unreachable"


def test_a_key_store_that_cannot_be_written_to_is_told(
    raised: Book, opens: Opens, tmp_path: Path, log_id: UUID
) -> None:
    erased(raised, *bread(raised, log_id))
    lost = opens(FileKeyStore(tmp_path / "lost", bytes(32)))
    (tmp_path / "lost").unlink()
    with pytest.raises(LedgerError) as refused:
        lost.erasing.carry_out()
    assert refused.value.code == "key_store_failed"
