"""Several at work in the folder of large files at once, and a disk that fails."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier
from types import FrameType
from uuid import UUID

import pytest
from keyring import refused

from ledger.files.files import Files
from ledger.files.folder import FolderBytes, FolderStore
from ledger.files.store import Place
from ledger.files.upload import Announced
from ledger.keys.file_store import FileKeyStore
from ledger.private_files import sync_directory

PLACE = Place(UUID(int=1), UUID(int=2))
CONTENT = b"what was agreed"
MANY = 200


class Interrupted(FolderStore):
    """A store in which everything of a place is erased while a draft of it is discarded."""

    @contextmanager
    def _locked(self, place: Place, draft: str) -> Generator[int, None, None]:
        with super()._locked(place, draft) as descriptor:
            self.forget(place)
            yield descriptor


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Say where the files are."""
    return tmp_path / "annexes"


@pytest.fixture
def files(root: Path) -> Files:
    """Open a store with an upload that is whole."""
    opened = Files(FolderStore(root), FileKeyStore(root.parent / "keys", bytes(32)))
    digest = hashlib.sha256(CONTENT).digest()
    opened.begin(PLACE, "u1", Announced(sha256=digest, length=len(CONTENT), about=b""))
    with opened.resumed(PLACE, "u1") as writing:
        writing.append(CONTENT)
        writing.completed()
    return opened


def finished(files: Files) -> tuple[bool, list[Path]]:
    """Finish the upload; return whether it is the file, and which folders the disk has."""
    synced = list[Path]()

    def called(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code is sync_directory.__code__:
            synced.append(frame.f_locals["path"])

    with files.resumed(PLACE, "u1") as writing:
        writing.completed()
        sys.setprofile(called)
        try:
            return writing.finish(b"note"), synced
        finally:
            sys.setprofile(None)


@pytest.mark.usefixtures("files")
def test_what_several_forget_at_once_is_gone_and_none_of_them_fails(root: Path) -> None:
    place, store, start = (
        root / PLACE.log_id.hex / PLACE.stream_id.hex,
        FolderStore(root),
        Barrier(4),
    )
    for number in range(MANY):
        (place / f"{number}.sealed").touch()

    def forget(_: int) -> None:
        start.wait()
        store.forget(PLACE)

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(forget, range(4))) == [None] * 4
    assert not place.exists()


@pytest.mark.usefixtures("files")
def test_a_draft_is_discarded_also_while_all_of_its_place_is_erased(root: Path) -> None:
    Interrupted(root).discard(PLACE, "u1")
    assert not (root / PLACE.log_id.hex / PLACE.stream_id.hex).exists()


@pytest.mark.usefixtures("files")
def test_whoever_writes_where_all_is_erased_finds_that_the_draft_is_gone(root: Path) -> None:
    with FolderStore(root).draft(PLACE, "u1") as draft:
        FolderStore(root).forget(PLACE)
        with refused("draft_unknown"):
            assert draft.journal


def test_a_file_that_is_there_already_is_waited_for_as_well(files: Files, root: Path) -> None:
    """Whoever gave it its name may have died before the disk had it."""
    place = root / PLACE.log_id.hex / PLACE.stream_id.hex
    for _ in range(2):
        is_mine, synced = finished(files)
        assert (is_mine, synced[-1]) == (True, place)


def test_a_file_that_can_not_be_read_is_the_store_s_failure(tmp_path: Path) -> None:
    folder = os.open(tmp_path, os.O_RDONLY)
    try:
        with refused("file_store_failed"):
            FolderBytes(folder).read(0, 1)
    finally:
        os.close(folder)
