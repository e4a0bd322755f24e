"""What a backup says of itself: where each log ended, and the digest of each of its files.

It tells a whole backup from a broken one. It is not signed: whoever can write where backups are can
make another one that fits. That a backup is true, a head shows that somebody else has kept.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final, Literal, TypeAlias

import msgspec

from ledger.errors import LedgerError
from ledger.private_files import replace_private, sync_directory
from ledger.rehash import Head

Format: TypeAlias = Literal["counterseal/backup/v1"]
FORMAT: Final[Format] = "counterseal/backup/v1"
NAME: Final = "manifest.json"
_CHUNK = 1 << 20


class File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of the backup; ``sha256`` as hexadecimal digits."""

    name: str
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One backup. ``logs`` are the heads, all as they were at one moment."""

    format: Format = FORMAT
    software: str
    taken_at: datetime
    server_version: str
    logs: tuple[Head, ...]
    files: tuple[File, ...]


def names_in(folder: Path) -> list[str]:
    """Return the files of a backup but its manifest, sorted, as a manifest names them.

    Raises:
        LedgerError: ``backup_malformed`` at what is neither a file nor a folder: a link may lead
            anywhere.
    """
    found = list[str]()
    for path in folder.rglob("*"):
        name = str(path.relative_to(folder))
        with _told(folder, name):
            kind = path.lstat().st_mode
        if stat.S_ISREG(kind):
            found.append(name)
        elif not stat.S_ISDIR(kind):
            raise LedgerError("backup_malformed", path=str(folder), reason=name)
    return sorted({*found} - {NAME})


def file_of(folder: Path, name: str) -> File:
    """Return what a manifest says of the file ``name`` as it is now.

    Raises:
        LedgerError: ``backup_malformed`` if there is no such file.
    """
    digest, size = hashlib.sha256(), 0
    with _told(folder, name), (folder / name).open("rb") as content:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return File(name=name, bytes=size, sha256=digest.hexdigest())


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, last of all, once the disk has everything: without one, it was cut short.

    Raises:
        LedgerError: ``backup_malformed`` if a file is gone; ``file_unwritable``.
    """
    for name in (file.name for file in manifest.files):
        with _told(folder, name), (folder / name).open("rb") as file:
            os.fsync(file.fileno())
    for directory in (*(path for path in folder.rglob("*") if path.is_dir()), folder):
        with _told(folder, directory.name):
            sync_directory(directory)
    content = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    replace_private(folder / NAME, content + b"\n")


def read_manifest(folder: Path, parts: Iterable[str] = ()) -> Manifest:
    """Return the manifest of a backup whose files are those that it names, and what they were.

    ``parts`` are files or folders that every such backup has.

    Raises:
        LedgerError: ``backup_malformed``, ``backup_altered``.
    """
    there = names_in(folder)
    with _told(folder, NAME):
        content = (folder / NAME).read_bytes()
    try:
        manifest = msgspec.json.decode(content, type=Manifest)
    except msgspec.MsgspecError as wrong:
        raise LedgerError("backup_malformed", path=str(folder), reason=str(wrong)) from None
    missing = [part for part in parts if not any(_is_of(part, name) for name in there)]
    # whatever is not named was not backed up; and no name leads out of what was looked through
    odd = [*missing, *sorted({*there} ^ {file.name for file in manifest.files})]
    if odd:
        raise LedgerError("backup_malformed", path=str(folder), reason=odd[0])
    for file in manifest.files:
        _require(folder, file)
    return manifest


def _is_of(part: str, name: str) -> bool:
    return name == part or name.startswith(f"{part}/")


def _require(folder: Path, file: File) -> None:
    found = file_of(folder, file.name)
    if found != file:
        raise LedgerError(
            "backup_altered", file=file.name, expected=file.sha256, actual=found.sha256
        )


@contextmanager
def _told(folder: Path, name: str) -> Generator[None, None, None]:
    """Say what the file system says of a file as the ledger says it.

    Raises:
        LedgerError: ``backup_malformed``.
    """
    try:
        yield
    except OSError as wrong:
        reason = f"{name}: {wrong.strerror}"
        raise LedgerError("backup_malformed", path=str(folder), reason=reason) from None
