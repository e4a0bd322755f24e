"""Backing up, checking that it restores, and restoring, as whoever runs the ledger would."""

from __future__ import annotations

import hashlib
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import msgspec
import psycopg
import pytest
from commanding import Shell
from databases import prepared
from playing import Shown, settings_for

from api.backup import KEPT, _copy_keys, back_up
from api.clock import now
from api.exits import Exit
from api.refusals import ApiError
from ledger.backup.manifest import NAME, Manifest, write_manifest
from ledger.backup.tools import run_tool
from ledger.embedded import Server
from ledger.files.files import Files
from ledger.files.folder import FolderStore
from ledger.files.store import Place
from ledger.files.upload import Announced
from ledger.keys.file_store import FileKeyStore
from ledger.keys.kek import read_kek
from ledger.locks import exclusively
from ledger.rehash import Head


@pytest.fixture(scope="module")
def kept(shown: Shown, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Back the demonstration's installation up."""
    folder = tmp_path_factory.mktemp("kept") / "backup"
    back_up(shown.settings, folder, now())
    return folder


def test_a_backup_holds_wrapped_keys_and_nothing_that_opens_them(kept: Path) -> None:
    names = {str(path.relative_to(kept)) for path in kept.rglob("*")}
    assert {"manifest.json", "ledger.dump", "keys/ledger.keys", "keys/identity.json"} <= names
    assert not [name for name in names if name.endswith(".kek")]
    assert (kept.stat().st_mode & 0o777) == 0o700


def test_a_backup_is_proved_to_restore_and_a_spoilt_one_is_not(
    kept: Path, shell: Shell, tmp_path: Path
) -> None:
    shell("restore-check", kept).then(Exit.YES, "restores the whole ledger")
    spoilt = Path(shutil.copytree(kept, tmp_path / "spoilt"))
    with (spoilt / "ledger.dump").open("ab") as file:
        file.write(b"!")
    shell("restore-check", spoilt).then(Exit.NO, "ledger.dump of the backup is not the file")


def test_a_backup_that_lacks_a_log_that_it_names_is_no_whole_ledger(
    kept: Path, shell: Shell, tmp_path: Path
) -> None:
    spoilt = Path(shutil.copytree(kept, tmp_path / "spoilt"))
    known = msgspec.json.decode((spoilt / NAME).read_bytes(), type=Manifest)
    claimed = (*known.logs, Head(log_id=str(UUID(int=9))))
    write_manifest(spoilt, msgspec.structs.replace(known, logs=claimed))
    ended = shell("restore-check", spoilt, "--json")
    ended.then(Exit.NO)
    assert (ended.records[-1]["restored"], ended.records[-1]["code"]) == (False, "log_unknown")


def test_a_backup_without_its_keys_is_none_whatever_its_manifest_says(
    kept: Path, shell: Shell, tmp_path: Path
) -> None:
    spoilt = Path(shutil.copytree(kept, tmp_path / "spoilt"))
    (spoilt / "keys" / "ledger.keys").unlink()
    known = msgspec.json.decode((spoilt / NAME).read_bytes(), type=Manifest)
    files = tuple(file for file in known.files if file.name != "keys/ledger.keys")
    write_manifest(spoilt, msgspec.structs.replace(known, files=files))
    shell("restore-check", spoilt).then(Exit.CANNOT_TELL, "keys/ledger.keys", "backup_malformed")


def test_a_backup_goes_to_a_folder_of_its_own(shown: Shown, kept: Path, shell: Shell) -> None:
    shell.at(shown.settings)("backup", kept).then(Exit.NO, "folder_not_empty")
    shell.at(shown.settings)("backup", kept / "manifest.json").then(Exit.USAGE)


def test_what_is_not_installed_is_not_backed_up(shell: Shell, tmp_path: Path) -> None:
    shell("backup", tmp_path / "backup").then(Exit.CANNOT_TELL, "not_installed")


def test_what_is_no_backup_is_not_checked(shell: Shell, tmp_path: Path) -> None:
    shell("restore-check", tmp_path).then(Exit.CANNOT_TELL, "backup_malformed")


def test_keys_are_copied_between_two_writes_and_never_without_one_of_them(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "registry").mkdir(parents=True)
    for name in KEPT[:2]:
        (home / name).write_text(name)
    with ThreadPoolExecutor(1) as threads:
        with exclusively(home / "ledger.keys", wait_seconds=1):
            copying = threads.submit(_copy_keys, home, tmp_path / "keys")
            with pytest.raises(TimeoutError):
                copying.result(timeout=0.1)
        copying.result(timeout=10)
    assert (tmp_path / "keys" / "ledger.keys").read_text() == "ledger.keys"
    (home / "ledger.keys").unlink()
    with pytest.raises(ApiError) as refused:
        _copy_keys(home, tmp_path / "again")
    assert (refused.value.code, (home / "ledger.keys").exists()) == ("part_missing", False)


def test_a_restored_ledger_tells_its_deals_as_before(
    shown: Shown, kept: Path, postgres: Server, shell: Shell, tmp_path: Path
) -> None:
    database = prepared(postgres, "restored")
    with psycopg.connect(database.superuser) as connection:
        connection.execute("DROP SCHEMA ledger CASCADE")
    arguments = ["--exit-on-error", "--dbname=restored", str(kept / "ledger.dump")]
    run_tool("pg_restore", database.superuser, arguments)
    home = Path(shutil.copytree(kept / "keys", tmp_path / "home"))
    for kek in ("ledger.kek", "registry.kek"):
        shutil.copy2(shown.settings.data_directory / kek, home / kek)
    told = shell.at(settings_for(database, home))("replay", shown.deal)
    assert told.out == (shown.out / "replay.txt").read_text("utf-8")


def test_annexes_are_in_every_backup_and_are_read_after_a_restore(
    shown: Shown, shell: Shell, tmp_path: Path
) -> None:
    keys = FileKeyStore(
        shown.settings.data_directory / "ledger.keys",
        read_kek(shown.settings.data_directory / "ledger.kek"),
    )
    place, content = Place(UUID(int=1), UUID(int=2)), b"annex" * 50_000
    home = shown.settings.data_directory / "annexes"
    _hand_in(Files(FolderStore(home), keys), place, content)
    folder = tmp_path / "with_annexes"
    back_up(shown.settings, folder, now())
    assert not [*folder.rglob("drafts")]
    restored = Path(shutil.copytree(folder / "annexes", tmp_path / "restored"))
    digest = hashlib.sha256(content).digest()
    with Files(FolderStore(restored), keys).opened(place, digest) as plain:
        assert b"".join(plain.pieces(0, plain.length)) == content
    next((folder / "annexes").rglob("*.sealed")).write_bytes(b"spoilt")
    shell("restore-check", folder).then(Exit.NO, "of the backup is not the file")


def _hand_in(files: Files, place: Place, content: bytes) -> None:
    digest = hashlib.sha256(content).digest()
    announced = Announced(sha256=digest, length=len(content), about=b"")
    for upload in ("finished", "coming"):
        files.begin(place, upload, announced)
    with files.resumed(place, "finished") as writing:
        writing.append(content)
        writing.completed()
        writing.finish(b"note")
