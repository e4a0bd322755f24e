"""Files of the key store: whole or not there, and for their owner only."""

from __future__ import annotations

from pathlib import Path

import pytest

from signing.errors import SignatureError
from signing.keystore.files import locked, replace_file, write_folder


def modes(folder: Path) -> dict[str, int]:
    return {file.name: file.stat().st_mode & 0o777 for file in folder.iterdir()}


def test_files_and_folders_are_their_owners_only(tmp_path: Path) -> None:
    store = tmp_path / "new" / "store"
    with locked(store):
        write_folder(store / "keys", {"a.key": b"a", "b.key": b"b"})
        replace_file(store / "keys" / "a.key", b"c")
    assert store.stat().st_mode & 0o777 == 0o700
    assert modes(store) == {"lock": 0o600, "keys": 0o700}
    assert modes(store / "keys") == {"a.key": 0o600, "b.key": 0o600}
    assert (store / "keys" / "a.key").read_bytes() == b"c"


def test_what_a_crash_left_unfinished_is_in_nobodys_way(tmp_path: Path) -> None:
    left = tmp_path / "keys.unfinished"
    left.mkdir()
    (left / "a.key").write_bytes(b"half")
    write_folder(tmp_path / "keys", {"b.key": b"whole"})
    (tmp_path / "keys" / "b.key.unfinished").write_bytes(b"half")
    replace_file(tmp_path / "keys" / "b.key", b"new")
    assert modes(tmp_path / "keys") == {"b.key": 0o600}
    assert not left.exists()


def test_a_place_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    with pytest.raises(SignatureError) as refused, locked(file):
        pass
    assert refused.value.code == "keystore_unusable"
    assert refused.value.facts["path"] == str(file)


def test_a_file_that_can_not_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SignatureError, match="keystore_unusable"), locked(tmp_path):
        replace_file(tmp_path / "missing" / "a.key", b"a")
