"""Large files: sealed record by record, resumable, and whatever is changed in them is found."""

from __future__ import annotations

import hashlib
import io
import random
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from keyring import flipped, refused

from ledger.errors import LedgerError
from ledger.files.chunks import CHUNK_BYTES, HEAD_BYTES, RECORD_BYTES, sealed_length
from ledger.files.files import Files
from ledger.files.folder import FolderStore
from ledger.files.store import Place
from ledger.files.upload import SYNC_BYTES, Announced
from ledger.keys.file_store import FileKeyStore

PLACE, ELSEWHERE = Place(UUID(int=1), UUID(int=2)), Place(UUID(int=1), UUID(int=3))
LENGTHS = [1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 3 * CHUNK_BYTES + 7]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Say where the files are."""
    return tmp_path / "annexes"


@pytest.fixture
def files(root: Path) -> Files:
    """Open an empty store."""
    return Files(FolderStore(root), FileKeyStore(root.parent / "keys", bytes(32)))


def content_of(length: int) -> bytes:
    return random.Random(length).randbytes(length)  # noqa: S311 - bytes that look like any file


def announced(content: bytes) -> Announced:
    digest = hashlib.sha256(content).digest()
    return Announced(sha256=digest, length=len(content), about=b"by ana")


def begun(files: Files, content: bytes, upload: str = "u1", place: Place = PLACE) -> None:
    files.begin(place, upload, announced(content))


def append(files: Files, content: bytes, upload: str = "u1", place: Place = PLACE) -> int:
    with files.resumed(place, upload) as writing:
        writing.append(content)
        writing.sync()
        return writing.offset


def finish(files: Files, upload: str = "u1", place: Place = PLACE) -> tuple[bytes, bool]:
    with files.resumed(place, upload) as writing:
        said = b"".join(writing.completed().pieces(0, writing.announced.length))
        return said, writing.finish(b"contract.pdf")


def stored(files: Files, content: bytes, place: Place = PLACE) -> None:
    begun(files, content, "u1", place)
    append(files, content, "u1", place)
    finish(files, "u1", place)
    files.discard(place, "u1")


def read(files: Files, content: bytes, place: Place = PLACE) -> bytes:
    with files.opened(place, hashlib.sha256(content).digest()) as plain:
        return b"".join(plain.pieces(0, plain.length))


@pytest.mark.parametrize("length", LENGTHS)
def test_what_was_uploaded_is_read(files: Files, root: Path, length: int) -> None:
    content = content_of(length)
    stored(files, content)
    assert read(files, content) == content
    (path,) = root.rglob("*.sealed")
    assert path.stat().st_size == sealed_length(length)
    assert (path.stat().st_mode & 0o777, path.stat().st_nlink) == (0o600, 1)


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("step", [1, 1000, CHUNK_BYTES, CHUNK_BYTES + 1])
def test_it_may_come_in_parts_of_any_length(files: Files, length: int, step: int) -> None:
    content, parts = content_of(length), [0, step, 2 * step, length // 2, length]
    begun(files, content)
    for first, last in zip(sorted(parts), sorted(parts)[1:], strict=False):
        assert append(files, content[first:last]) == min(last, length)
    assert finish(files) == (content, True)


def test_an_upload_goes_on_where_it_was_synced_whatever_came_after(files: Files) -> None:
    content = content_of(3 * CHUNK_BYTES)
    begun(files, content)
    append(files, content[:100])
    with files.resumed(PLACE, "u1") as lost:
        lost.append(b"x" * 2 * CHUNK_BYTES)
    assert (files.progress(PLACE, "u1").offset, files.progress(PLACE, "u1").whole) == (100, False)
    append(files, content[100:])
    assert finish(files)[0] == content


def test_a_long_upload_is_synced_by_itself(files: Files) -> None:
    content = bytes(SYNC_BYTES + CHUNK_BYTES)
    begun(files, content)
    with files.resumed(PLACE, "u1") as writing:
        for _ in range(0, SYNC_BYTES, CHUNK_BYTES):
            writing.append(bytes(CHUNK_BYTES))
    assert files.progress(PLACE, "u1").offset == SYNC_BYTES


def test_no_more_is_taken_than_was_announced_and_no_less_is_finished(files: Files) -> None:
    begun(files, b"twelve bytes")
    with files.resumed(PLACE, "u1") as writing:
        with refused("upload_too_long"):
            writing.append(b"thirteen byte")
        writing.append(b"twelve")
        with refused("upload_incomplete"):
            writing.completed()


def test_one_upload_has_one_writer(files: Files) -> None:
    begun(files, b"content")
    with files.resumed(PLACE, "u1"), refused("draft_busy"):
        append(files, b"content")
    with files.resumed(PLACE, "u1"), refused("draft_busy"):
        files.discard(PLACE, "u1")


def test_what_was_discarded_is_gone_and_what_was_finished_stays(files: Files, root: Path) -> None:
    begun(files, b"content")
    files.discard(PLACE, "u1")
    files.discard(PLACE, "u1")
    assert [path for path in root.rglob("*") if path.is_file()] == []
    for ask in (lambda: append(files, b""), lambda: files.progress(PLACE, "u1")):
        with refused("draft_unknown"):
            ask()
    stored(files, b"content")
    assert read(files, b"content") == b"content"


def test_a_part_that_never_became_a_draft_is_none(files: Files, root: Path) -> None:
    begun(files, b"content")
    next(root.rglob("*.journal")).unlink()
    with refused("draft_unknown"):
        append(files, b"content")


def test_the_same_file_twice_is_one(files: Files) -> None:
    stored(files, b"content")
    begun(files, b"content", "u2")
    append(files, b"content", "u2")
    assert finish(files, "u2") == (b"content", False)
    assert list(files.notes(PLACE)) == [b"contract.pdf"]


def test_finishing_once_more_changes_nothing(files: Files) -> None:
    begun(files, b"content")
    append(files, b"content")
    assert [finish(files), finish(files)] == [(b"content", True)] * 2


def test_what_is_noted_is_found_by_the_digest(files: Files) -> None:
    stored(files, b"content")
    digest = hashlib.sha256(b"content").digest()
    assert files.note(PLACE, digest) == b"contract.pdf"
    assert files.has(PLACE, files.name_of(PLACE, digest))
    with refused("file_unknown"):
        files.note(ELSEWHERE, digest)
    assert not files.has(ELSEWHERE, files.name_of(ELSEWHERE, digest))


def test_nothing_of_it_is_in_clear_and_no_name_confirms_a_guess(files: Files, root: Path) -> None:
    content = b"the price is 480,000,000 " * 4000
    stored(files, content)
    stored(files, content, ELSEWHERE)
    begun(files, content + b"!", "u3")
    append(files, content + b"!", "u3")
    paths = [path for path in root.rglob("*") if path.is_file()]
    kept = b"".join(path.read_bytes() for path in paths)
    assert not [word for word in (b"price", b'"ana"', b"contract.pdf") if word in kept]
    names = [path.stem for path in root.rglob("*.sealed")]
    assert len({*names, hashlib.sha256(content).hexdigest()}) == 3


def test_every_flipped_bit_is_found(files: Files, root: Path) -> None:
    content = b"a short file"
    stored(files, content)
    for suffix, ask in (
        ("sealed", lambda: read(files, content)),
        ("note", lambda: b"".join(files.notes(PLACE))),
    ):
        (path,) = root.rglob(f"*.{suffix}")
        whole = path.read_bytes()
        for bit in range(len(whole) * 8):
            path.write_bytes(flipped(whole, bit))
            with refused("file_tampered"):
                ask()
        path.write_bytes(whole)
    assert read(files, content) == content


def test_a_flipped_bit_in_any_record_is_found(files: Files, root: Path) -> None:
    content = content_of(3 * CHUNK_BYTES + 5)
    stored(files, content)
    (path,) = root.rglob("*.sealed")
    whole = path.read_bytes()
    for place in range(0, len(whole), 997):
        path.write_bytes(flipped(whole, place * 8 + place % 8))
        with refused("file_tampered"):
            read(files, content)


def records(whole: bytes) -> list[bytes]:
    return [whole[at : at + RECORD_BYTES] for at in range(HEAD_BYTES, len(whole), RECORD_BYTES)]


SPOILING: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "two swapped": lambda parts: [parts[1], parts[0], *parts[2:]],
    "the last left out": lambda parts: parts[:-1],
    "the first left out": lambda parts: parts[1:],
    "one twice": lambda parts: [parts[0], *parts],
    "the end cut off": lambda parts: [*parts[:-1], parts[-1][:-1]],
    "all but a few bytes cut off": lambda parts: [parts[0][:20]],
    "nothing left": lambda _: [],
    "something behind it": lambda parts: [*parts, b"x" * 40],
}


@pytest.mark.parametrize("how", SPOILING)
@pytest.mark.parametrize("length", [3 * CHUNK_BYTES, 3 * CHUNK_BYTES + 90])
def test_records_elsewhere_are_found(files: Files, root: Path, how: str, length: int) -> None:
    content = content_of(length)
    stored(files, content)
    (path,) = root.rglob("*.sealed")
    whole = path.read_bytes()
    path.write_bytes(whole[:HEAD_BYTES] + b"".join(SPOILING[how](records(whole))))
    with refused("file_tampered"):
        read(files, content)


def test_a_file_in_the_place_of_another_is_found(files: Files, root: Path) -> None:
    one, other = content_of(CHUNK_BYTES + 1), content_of(CHUNK_BYTES + 2)[:-1]
    stored(files, one)
    (first,) = root.rglob("*.sealed")
    stored(files, other)
    (second,) = set(root.rglob("*.sealed")) - {first}
    first.write_bytes(second.read_bytes())
    with refused("file_tampered"):
        read(files, one)
    first.write_bytes(b"short")
    with refused("file_tampered"):
        read(files, one)


def test_a_note_of_another_file_is_found(files: Files, root: Path) -> None:
    stored(files, b"one")
    stored(files, b"another")
    one, another = root.rglob("*.note")
    one.write_bytes(another.read_bytes())
    with refused("file_tampered"):
        list(files.notes(PLACE))


def test_it_is_read_anywhere(files: Files) -> None:
    content = content_of(2 * CHUNK_BYTES + 50)
    stored(files, content)
    with files.opened(PLACE, hashlib.sha256(content).digest()) as plain:
        assert b"".join(plain.pieces(CHUNK_BYTES - 3, 9)) == content[CHUNK_BYTES - 3 :][:9]
        with io.BufferedReader(plain) as buffered:
            assert buffered.seekable()
            assert (buffered.seek(-7, 2), buffered.read()) == (len(content) - 7, content[-7:])
            assert (buffered.seek(5), plain.seek(CHUNK_BYTES, 1)) is not None
            assert plain.tell() >= CHUNK_BYTES
            with pytest.raises(ValueError, match="before the beginning"):
                plain.seek(-1)


def test_after_an_erasure_nothing_is_read(files: Files, root: Path) -> None:
    stored(files, b"content")
    begun(files, b"more", "u2")
    keys = FileKeyStore(root.parent / "keys", bytes(32))
    keys.destroy(keys.stream_key(PLACE.log_id.bytes, PLACE.stream_id.bytes).kid)
    with refused("key_destroyed"):
        read(files, b"content")
    files.discard(PLACE, "u2")


def test_a_store_that_can_not_write_says_so(tmp_path: Path) -> None:
    (tmp_path / "annexes").write_bytes(b"")
    keys = FileKeyStore(tmp_path / "keys", bytes(32))
    files = Files(FolderStore(tmp_path / "annexes"), keys)
    with refused("file_store_failed"):
        begun(files, b"content")


def test_an_error_says_what_it_is_about(files: Files) -> None:
    with pytest.raises(LedgerError) as wrong:
        files.progress(PLACE, "u9")
    assert (wrong.value.code, wrong.value.facts) == ("draft_unknown", {"name": "u9"})


def test_a_place_is_forgotten_with_all_that_is_in_it(files: Files, root: Path) -> None:
    store = FolderStore(root)
    for place in (PLACE, ELSEWHERE):
        begun(files, b"what was agreed", place=place)
        append(files, b"what was agreed", place=place)
        finish(files, place=place)
    begun(files, b"something more", upload="u2")
    for _ in range(2):
        store.forget(PLACE)
    assert (store.names(PLACE), len(store.names(ELSEWHERE))) == ([], 1)
    assert not (root / PLACE.log_id.hex / PLACE.stream_id.hex).exists()
