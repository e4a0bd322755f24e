"""Small files that only their owner may read: passwords and keys."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ledger.errors import LedgerError


def private_file(path: Path, make: Callable[[], bytes]) -> bytes:
    """Return the content of ``path``; when absent, what ``make`` gives is stored there first.

    Whole or not at all, durable on return, mode 0600. When several make it at the same moment,
    all of them get the content that stays.

    Raises:
        LedgerError: ``file_unwritable``, and as `read_private`.
    """
    if not path.exists():
        write_new(path, make())
    return read_private(path)


def read_private(path: Path) -> bytes:
    """Return the content of a file that nobody else can read or write.

    Raises:
        LedgerError: ``file_exposed`` if another user may read it or owns it; ``file_unreadable``.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as wrong:
        raise LedgerError("file_unreadable", path=str(path), reason=wrong.strerror) from None
    with os.fdopen(descriptor, "rb") as file:
        require_private(descriptor, path)
        return file.read()


def require_private(descriptor: int, path: Path) -> None:
    """Accept an open file only if it is ours and nobody else has any right to it.

    Raises:
        LedgerError: ``file_exposed``.
    """
    found = os.fstat(descriptor)
    if found.st_uid != os.geteuid() or stat.S_IMODE(found.st_mode) & 0o077:
        raise LedgerError("file_exposed", path=str(path), mode=f"{stat.S_IMODE(found.st_mode):o}")


def write_new(path: Path, content: bytes) -> None:
    """Store ``content`` as ``path``, whole and durable, unless a file of that name is there.

    Raises:
        LedgerError: ``file_unwritable``.
    """

    def link(draft: Path) -> None:
        # a link, not a rename: it never replaces the file of somebody who was faster
        with suppress(FileExistsError):
            path.hardlink_to(draft)

    _put(path, content, link)


def replace_private(path: Path, content: bytes) -> None:
    """Store ``content`` as ``path``, instead of what is there: whole or not at all, and durable.

    Raises:
        LedgerError: ``file_unwritable``.
    """
    _put(path, content, lambda draft: draft.replace(path))


def _put(path: Path, content: bytes, place: Callable[[Path], object]) -> None:
    """Write a draft beside ``path``, and have it put in its place once the disk has it."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        try:
            _write(draft, content)
            place(draft)
        finally:
            draft.unlink(missing_ok=True)
        sync_directory(path.parent)
    except OSError as wrong:
        raise LedgerError("file_unwritable", path=str(path), reason=wrong.strerror) from None


def _write(draft: Path, content: bytes) -> None:
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)


def sync_directory(path: Path) -> None:
    """Make the names in a directory durable."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
