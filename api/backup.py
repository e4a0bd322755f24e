"""Backups of an installation: the ledger's tables and the wrapped keys, of one moment.

::

    manifest.json        where each log ended, and the digest of every file
    ledger.dump          the ledger's tables, as pg_restore reads them
    keys/identity.json   which registry this is
    keys/ledger.keys     the ledger's keys, wrapped
    keys/registry/       the registry's keys and certificates, wrapped
    annexes/             the annexes of deals, sealed; none that is still coming

The key-encryption keys are in no backup: whoever has a backup can read nothing in it. Read models
are made anew after a restore. Keys and annexes are copied after the tables, so that none is missing
that an event names; an annex never changes.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

from api.annexes.wiring import FOLDER as ANNEXES
from api.database import application_login
from api.refusals import ApiError
from api.settings import Settings
from ledger.backup.dump import DUMP, dump
from ledger.backup.manifest import (
    Manifest,
    file_of,
    names_in,
    read_manifest,
    write_manifest,
)
from ledger.backup.restore import require_heads, restored
from ledger.files.folder import DRAFTS
from ledger.locks import exclusively
from ledger.rehash import Head

KEYS: Final = "keys"
KEPT: Final = ("identity.json", "ledger.keys", "registry")
"""What is copied of the data directory: files, and folders with all that is in them."""
LOCK_SECONDS: Final = 10.0
"""How long whoever writes to the keys may keep their copy waiting; it takes them a moment."""
PARTS: Final = (DUMP, *(f"{KEYS}/{name}" for name in KEPT))
"""What no backup is without."""


def back_up(settings: Settings, folder: Path, at: datetime) -> Manifest:
    """Write a backup to ``folder``, which must be new or empty. Writers go on meanwhile.

    Raises:
        ApiError: ``not_installed``, ``part_missing``, ``folder_not_empty``, ``folder_unusable``.
        LedgerError: ``lock_timeout``; as `dump` and `write_manifest`.
    """
    if not (settings.data_directory / KEPT[0]).exists():
        raise ApiError("not_installed", path=str(settings.data_directory))
    _make_empty(folder)
    with application_login(settings) as dsn:
        dumped = dump(dsn, folder)
    _copy_keys(settings.data_directory, folder / KEYS)
    _copy_annexes(settings.data_directory / ANNEXES, folder / ANNEXES)
    manifest = Manifest(
        software=f"counterseal {version('counterseal')}",
        taken_at=at,
        server_version=dumped.server_version,
        logs=dumped.heads,
        files=tuple(file_of(folder, name) for name in names_in(folder)),
    )
    write_manifest(folder, manifest)
    return manifest


def check_restore(folder: Path, progress: Callable[[Head, int], None]) -> Manifest:
    """Restore the backup on a server of its own, and compare every event with what was backed up.

    Raises:
        LedgerError: as `read_manifest`, `restored` and `require_heads`.
    """
    manifest = read_manifest(folder, PARTS)
    with restored(folder) as dsn:
        require_heads(dsn, manifest, progress)
    return manifest


def _make_empty(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        used = any(folder.iterdir())
    except OSError as wrong:
        raise ApiError("folder_unusable", path=str(folder), reason=wrong.strerror) from wrong
    if used:
        raise ApiError("folder_not_empty", path=str(folder))


def _copy_keys(home: Path, folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700)
        for name in KEPT:
            source = home / name
            if source.is_dir():
                shutil.copytree(source, folder / name)
            elif source.exists():
                with exclusively(source, wait_seconds=LOCK_SECONDS):  # between two writes of it
                    shutil.copy2(source, folder / name)
            else:
                raise ApiError("part_missing", path=str(source))
    except OSError as wrong:
        raise ApiError("folder_unusable", path=str(folder), reason=str(wrong)) from wrong


def _copy_annexes(home: Path, folder: Path) -> None:
    if not home.exists():
        return
    try:
        shutil.copytree(home, folder, ignore=shutil.ignore_patterns(DRAFTS))
    except (OSError, shutil.Error) as wrong:
        raise ApiError("folder_unusable", path=str(folder), reason=str(wrong)) from wrong
