"""A process that writes a large file may die at any line: the upload goes on, or is gone."""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any
from uuid import UUID

import pytest

from ledger.errors import LedgerError
from ledger.files import folder
from ledger.files.chunks import CHUNK_BYTES
from ledger.files.files import Files
from ledger.files.folder import FolderStore
from ledger.files.store import Place
from ledger.files.upload import Announced
from ledger.keys.file_store import FileKeyStore

PLACE = Place(UUID(int=1), UUID(int=2))
CONTENT = b"0123456789" * (CHUNK_BYTES // 8)
CUT = CHUNK_BYTES + 17
ANNOUNCED = Announced(sha256=hashlib.sha256(CONTENT).digest(), length=len(CONTENT), about=b"by ana")


class Crashes:
    """Copies of a store as it was at each line that wrote to it."""

    def __init__(self, root: Path, copies: Path) -> None:
        self.root = root
        self.copies = copies
        self.acknowledged: list[int] = []
        self.offset = -1

    def watch(self, work: Callable[[], None]) -> None:
        """Do some work, and keep what the disk has after each line of it."""

        def trace(frame: FrameType, event: str, _: object) -> Any:
            if frame.f_code.co_filename != folder.__file__:
                return None
            if event in {"line", "return"} and self.root.exists():
                shutil.copytree(self.root, self.copies / str(len(self.acknowledged)))
                self.acknowledged.append(self.offset)
            return trace

        before = sys.gettrace()
        sys.settrace(trace)
        try:
            work()
        finally:
            sys.settrace(before)


def upload(files: Files, crashes: Crashes) -> None:
    crashes.offset = files.begin(PLACE, "u1", ANNOUNCED).offset
    for first, last in ((0, CUT), (CUT, len(CONTENT))):
        with files.resumed(PLACE, "u1") as writing:
            writing.append(CONTENT[first:last])
            writing.sync()
            crashes.offset = writing.offset
    with files.resumed(PLACE, "u1") as writing:
        writing.completed()
        writing.finish(b"note")
    files.discard(PLACE, "u1")


def resumed(files: Files) -> int:
    """Go on as a client would, and return from where; -1 where it begins anew."""
    try:
        offset = files.progress(PLACE, "u1").offset
    except LedgerError:
        return -1
    with files.resumed(PLACE, "u1") as writing:
        writing.append(CONTENT[offset:])
        plain = writing.completed()
        assert b"".join(plain.pieces(0, plain.length)) == CONTENT
        writing.finish(b"note")
    return offset


@pytest.fixture
def crashes(tmp_path: Path) -> Crashes:
    """Make the folders."""
    return Crashes(tmp_path / "annexes", tmp_path / "copies")


def test_after_a_crash_at_any_line_nothing_that_was_acknowledged_is_asked_for_again(
    crashes: Crashes, tmp_path: Path
) -> None:
    keys = FileKeyStore(tmp_path / "keys", bytes(32))
    crashes.watch(lambda: upload(Files(FolderStore(crashes.root), keys), crashes))
    assert len(crashes.acknowledged) > 60
    for number, acknowledged in enumerate(crashes.acknowledged):
        files = Files(FolderStore(crashes.copies / str(number)), keys)
        offset = resumed(files)
        if offset < 0 and acknowledged == len(CONTENT):  # it was finished, and then discarded
            assert list(files.notes(PLACE)) == [b"note"]
        else:
            assert offset >= acknowledged
