"""What is stored beside the events is held against what these say of it: files and answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from tallies import CAP, NOON, TALLY, Raise, TallyRaised, context, raise_tally, raise_under, set_cap

from ledger.blob import blob_lookup
from ledger.book import Book
from ledger.files.files import Files
from ledger.files.folder import FolderStore
from ledger.fsck.annexes import Owner, annexes_in, check_annexes
from ledger.fsck.beside import check_beside
from ledger.fsck.fault import Fault
from ledger.keys.file_store import FileKeyStore
from ledger.meta import read_meta
from ledger.sources import One
from ledger.stream import stream_id

Attack = Callable[[str], None]

BREAD, LIMIT = One(TALLY, "bread"), One(CAP, "limit")
PAPERS = b"%PDF-1.7 one", b"%PDF-1.7 another"


def with_papers(_: int, __: object) -> Sequence[TallyRaised]:
    """Raise the tally twice; each time a paper is named."""
    return [TallyRaised(at=NOON, by=1, note=sha256(paper).hexdigest()) for paper in PAPERS]


@pytest.fixture
def written(book: Book) -> Book:
    """Write some events; two files come with the third and the fourth."""
    book.handle(LIMIT, set_cap, 100, context())
    book.handle((BREAD, LIMIT), raise_under("bread", "limit"), Raise(1), context())
    book.handle(BREAD, with_papers, None, context("papers"), PAPERS)
    book.handle(BREAD, raise_tally, Raise(1), context("last"))
    return book


def found(book: Book) -> list[Fault]:
    return [*check_beside(book)]


def test_what_is_as_it_was_stored_has_nothing_wrong(written: Book) -> None:
    assert found(written) == []
    files = [read_meta(row.meta).files for row in written.rows.after(0, 100)]
    assert [0 if named is msgspec.UNSET else len(named) for named in files] == [0, 0, 0, 2, 0, 0]


def test_a_file_that_is_gone_as_a_whole_is_named_with_its_event(
    written: Book, attack: Attack
) -> None:
    attack(
        "DELETE FROM ledger.blobs WHERE log_id = '{log}' AND keyed_sha256 ="
        " (SELECT max(keyed_sha256) FROM ledger.blobs WHERE log_id = '{log}')"
    )
    (fault,) = found(written)
    assert (fault.check, fault.position, fault.actual) == ("blob", 4, "none")
    attack("DELETE FROM ledger.blobs WHERE log_id = '{log}'")
    assert [fault.position for fault in found(written)] == [4, 4]


def test_an_envelope_that_is_none_names_no_file(written: Book, attack: Attack) -> None:
    attack("DELETE FROM ledger.blobs WHERE log_id = '{log}'")
    attack("UPDATE {events} SET meta = meta || ' ' WHERE position = 4")
    assert found(written) == []


@pytest.mark.parametrize(
    "told",
    ['["salt"]', "[]", '["bread", "limit"]', "[1]", '["bread", "bread"]'],
)
def test_an_answer_that_names_other_streams_than_its_events_are_in_is_named(
    written: Book, attack: Attack, told: str
) -> None:
    attack(f"UPDATE ledger.commands SET resource_ids = '{told}' WHERE key = 'papers'")  # noqa: S608
    (fault,) = found(written)
    assert (fault.check, fault.position) == ("command", 4)


def test_an_annex_that_is_a_file_of_the_log_is_there(
    written: Book, keys: FileKeyStore, log_id: UUID, tmp_path: Path
) -> None:
    stream = stream_id(log_id, TALLY.name, "bread")
    owner = Owner(stream.bytes, keys.stream_key(log_id.bytes, stream.bytes))
    here, gone = (sha256(paper).digest() for paper in (*PAPERS[:1], b"another"))
    in_log = {blob_lookup(owner.key, here)}
    files = Files(FolderStore(tmp_path / "annexes"), keys)
    (fault,) = check_annexes(written, files, {owner: {here, gone}}, in_log)
    assert (fault.check, fault.actual, gone.hex() in fault.where) == ("annex", "file_unknown", True)


def test_the_annexes_that_an_event_names_are_read_out_of_it() -> None:
    first, second = "0a" * 32, "0b" * 32
    said = f'{{"annexes":["{first}","{second}"],"base":"{"0c" * 32}","more":{{"annexes":[]}}}}'
    assert annexes_in(said.encode()) == [bytes.fromhex(one) for one in (first, second)]
