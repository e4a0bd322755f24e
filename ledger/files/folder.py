"""Large files as files of a directory that only their owner may read.

::

    LOG/STREAM/drafts/ID.part     head and records of an upload
    LOG/STREAM/drafts/ID.journal  how far they count; replaced as a whole
    LOG/STREAM/NAME.note          what was noted of a finished file
    LOG/STREAM/NAME.sealed        the finished file

The note is there before the file, and the file is there at once: whatever has the one name has the
other. A part without a journal, or a note without a file, is what a crash left behind and counts
for nothing.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import Final

from ledger.errors import LedgerError
from ledger.files.store import Place
from ledger.locks import try_lock
from ledger.private_files import sync_directory

DRAFTS: Final = "drafts"
"""Where, beside finished files, those are that are being written."""


class FolderBytes:
    """An open file."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @property
    def length(self) -> int:
        """How long the file is."""
        return os.fstat(self._descriptor).st_size

    def read(self, offset: int, length: int) -> bytes:
        """Return so many bytes from ``offset`` on; fewer at the end."""
        with _told():
            return os.pread(self._descriptor, length, offset)


class FolderDraft(FolderBytes):
    """A draft that is open for writing, and locked."""

    def __init__(self, descriptor: int, folder: Path, draft: str) -> None:
        super().__init__(descriptor)
        self._folder = folder
        self._draft = draft
        self._part, self._journal = _paths(folder, draft)

    @property
    def journal(self) -> bytes:
        """What was last synced."""
        with _told(), _known("draft_unknown", self._draft):
            return self._journal.read_bytes()

    def write(self, offset: int, sealed: bytes) -> None:
        """Write at ``offset``, all of it."""
        with _told():
            while sealed:
                written = os.pwrite(self._descriptor, sealed, offset)
                offset, sealed = offset + written, sealed[written:]

    def sync(self, journal: bytes) -> None:
        """Keep what was written, then the journal."""
        with _told():
            os.fsync(self._descriptor)
            _replace(self._journal, journal)

    def finish(self, name: str, note: bytes) -> bool:
        """Give the draft its final name, unless a file has it already."""
        final = self._folder / f"{name}.sealed"
        with _told():
            os.fsync(self._descriptor)
            if not final.exists():
                _replace(self._folder / f"{name}.note", note, self._part.parent)
            with suppress(FileExistsError):
                final.hardlink_to(self._part)
            # also for whoever gave it that name before: they may not have waited for the disk yet
            sync_directory(self._folder)
            return final.samefile(self._part)


class FolderStore:
    """The files below one directory."""

    def __init__(self, root: Path) -> None:
        """``root`` is made with the first file."""
        self._root = root

    def begin(self, place: Place, draft: str, head: bytes, journal: bytes) -> None:
        """Begin a draft."""
        part, journal_file = _paths(self._folder(place), draft)
        with _told():
            part.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            try:
                os.write(descriptor, head)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            for made in (self._root.parent, self._root, part.parents[2], part.parents[1]):
                sync_directory(made)
            _replace(journal_file, journal)

    def journal(self, place: Place, draft: str) -> bytes:
        """Return what was last synced of a draft."""
        with _told(), _known("draft_unknown", draft):
            return _paths(self._folder(place), draft)[1].read_bytes()

    @contextmanager
    def draft(self, place: Place, draft: str) -> Generator[FolderDraft, None, None]:
        """Give a draft to one writer; the lock ends with its process."""
        with self._locked(place, draft) as descriptor:
            self.journal(place, draft)  # there may be a part that never became a draft
            yield FolderDraft(descriptor, self._folder(place), draft)

    def discard(self, place: Place, draft: str) -> None:
        """Remove a draft: first the journal, without which the rest counts for nothing."""
        part, journal = _paths(self._folder(place), draft)
        if not part.exists():
            return
        # an erasure may take the whole folder meanwhile, and asks for no lock
        with self._locked(place, draft), _told(), suppress(FileNotFoundError):
            journal.unlink(missing_ok=True)
            part.unlink()
            sync_directory(part.parent)

    def forget(self, place: Place) -> None:
        """Remove the folder of a place; who is writing in it finds that it is gone."""
        folder = self._folder(place)
        with _told():
            while folder.exists():
                with suppress(FileNotFoundError):  # somebody else removes it at the same time
                    shutil.rmtree(folder)
                sync_directory(folder.parent)

    def names(self, place: Place) -> Sequence[str]:
        """Return the names of the finished files, sorted."""
        with _told():
            return sorted(path.stem for path in self._folder(place).glob("*.sealed"))

    def note(self, place: Place, name: str) -> bytes:
        """Return what was noted of a finished file."""
        with self.opened(place, name), _told():
            return (self._folder(place) / f"{name}.note").read_bytes()

    @contextmanager
    def opened(self, place: Place, name: str) -> Generator[FolderBytes, None, None]:
        """Give a finished file."""
        path = self._folder(place) / f"{name}.sealed"
        with _told(), _known("file_unknown", name):
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            yield FolderBytes(descriptor)
        finally:
            os.close(descriptor)

    @contextmanager
    def _locked(self, place: Place, draft: str) -> Generator[int, None, None]:
        part = _paths(self._folder(place), draft)[0]
        with _told(), _known("draft_unknown", draft):
            descriptor = os.open(part, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            if not try_lock(descriptor):
                raise LedgerError("draft_busy", name=draft)
            yield descriptor
        finally:
            os.close(descriptor)

    def _folder(self, place: Place) -> Path:
        return self._root / place.log_id.hex / place.stream_id.hex


def _paths(folder: Path, draft: str) -> tuple[Path, Path]:
    """Return the part and the journal of a draft, whose id is checked by whoever gave it out."""
    drafts = folder / DRAFTS
    return drafts / f"{draft}.part", drafts / f"{draft}.journal"


def _replace(path: Path, content: bytes, through: Path | None = None) -> None:
    """Put ``content`` in the place of ``path``, whole and durable; made in ``through`` first."""
    made = (through or path.parent) / f".{token_hex(8)}"
    descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)
    sync_directory(path.parent)


@contextmanager
def _known(code: str, name: str) -> Generator[None, None, None]:
    try:
        yield
    except FileNotFoundError:
        raise LedgerError(code, name=name) from None


@contextmanager
def _told() -> Generator[None, None, None]:
    """Say what the file system says as the ledger says it.

    Raises:
        LedgerError: ``file_store_failed``.
    """
    try:
        yield
    except OSError as wrong:
        raise LedgerError("file_store_failed", reason=wrong.strerror) from None
