"""What a backup says of itself: where each log ended, and the digest of each of its files."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Final, Literal, TypeAlias

import msgspec

from ledger.errors import LedgerError
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


def file_of(folder: Path, name: str) -> File:
    """Return what a manifest says of the file ``name`` as it is now.

    Raises:
        LedgerError: ``backup_malformed`` if there is no such file.
    """
    digest, size = hashlib.sha256(), 0
    try:
        with (folder / name).open("rb") as content:
            while chunk := content.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except OSError as wrong:
        reason = f"{name}: {wrong.strerror}"
        raise LedgerError("backup_malformed", path=str(folder), reason=reason) from None
    return File(name=name, bytes=size, sha256=digest.hexdigest())


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, last of all: a backup without one was cut short."""
    content = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    (folder / NAME).write_bytes(content + b"\n")


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a backup whose files are what they were.

    Raises:
        LedgerError: ``backup_malformed``, ``backup_altered``.
    """
    try:
        manifest = msgspec.json.decode((folder / NAME).read_bytes(), type=Manifest)
    except OSError as wrong:
        reason = f"{NAME}: {wrong.strerror}"
        raise LedgerError("backup_malformed", path=str(folder), reason=reason) from None
    except msgspec.MsgspecError as wrong:
        raise LedgerError("backup_malformed", path=str(folder), reason=str(wrong)) from None
    for file in manifest.files:
        _require(folder, file)
    return manifest


def _require(folder: Path, file: File) -> None:
    if Path(file.name).is_absolute() or ".." in Path(file.name).parts:
        raise LedgerError("backup_malformed", path=str(folder), reason=file.name)
    found = file_of(folder, file.name)
    if found != file:
        raise LedgerError(
            "backup_altered", file=file.name, expected=file.sha256, actual=found.sha256
        )
