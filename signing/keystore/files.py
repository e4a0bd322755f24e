"""Files that are there whole or not at all, readable by their owner only."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from signing.errors import SignatureError

FILE_MODE = 0o600
FOLDER_MODE = 0o700


@contextmanager
def locked(folder: Path) -> Generator[None, None, None]:
    """Make ``folder`` if it is missing, and hold its lock: one process at a time is inside.

    Raises:
        SignatureError: ``keystore_unusable``, also for an `OSError` of whatever runs inside.
    """
    try:
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, FILE_MODE)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)
    except OSError as wrong:
        raise SignatureError("keystore_unusable", path=str(folder), reason=str(wrong)) from wrong


def write_folder(folder: Path, files: dict[str, bytes]) -> None:
    """Make ``folder`` with these files in it, in one step; a crash before leaves nothing.

    MUST be called under the lock of its parent, for a folder that is not there.
    """
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=FOLDER_MODE)
    for name, data in files.items():
        _write(unfinished / name, data)
    _flush(unfinished)
    move_folder(unfinished, folder)


def move_folder(folder: Path, to: Path) -> None:
    """Call a folder otherwise, in one step. MUST be called under the lock of their parent."""
    folder.rename(to)
    _flush(to.parent)


def replace_file(file: Path, data: bytes) -> None:
    """Give ``file`` other contents, in one step. MUST be called under the lock of its store."""
    unfinished = file.with_name(f"{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    _write(unfinished, data)
    unfinished.replace(file)
    _flush(file.parent)


def _write(file: Path, data: bytes) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
