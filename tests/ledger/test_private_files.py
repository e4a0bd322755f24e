"""Files that only their owner may read, and the key-encryption key in one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from secrets import token_bytes

import pytest
from keyring import refused

from ledger.keys.kek import made_kek, read_kek
from ledger.private_files import private_file, read_private, replace_private, write_new


def test_a_key_encryption_key_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "kek"
    kek = made_kek(path)
    assert len(kek) == 32
    assert made_kek(path) == read_kek(path) == kek
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["kek"]


def test_a_key_encryption_key_that_must_be_there_is_not_made(tmp_path: Path) -> None:
    with refused("file_unreadable"):
        read_kek(tmp_path / "kek")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_file_that_holds_no_whole_key_is_malformed(tmp_path: Path, length: int) -> None:
    write_new(tmp_path / "kek", bytes(length))
    with refused("kek_malformed"):
        read_kek(tmp_path / "kek")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o777])
def test_a_file_that_others_may_touch_is_refused(tmp_path: Path, mode: int) -> None:
    write_new(tmp_path / "kek", bytes(32))
    (tmp_path / "kek").chmod(mode)
    with refused("file_exposed"):
        read_private(tmp_path / "kek")


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    write_new(tmp_path / "kek", bytes(32))
    (tmp_path / "link").symlink_to(tmp_path / "kek")
    with refused("file_unreadable"):
        read_private(tmp_path / "link")


def test_a_file_is_never_replaced(tmp_path: Path) -> None:
    write_new(tmp_path / "kek", b"first")
    write_new(tmp_path / "kek", b"second")
    assert read_private(tmp_path / "kek") == b"first"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_that_can_not_be_made_says_so(tmp_path: Path) -> None:
    with refused("file_unwritable"):
        made_kek(tmp_path / "missing" / "kek")


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "seen"
    for content in (b"first and longer", b"second"):
        replace_private(path, content)
        assert read_private(path) == content
        assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_can_not_be_replaced_stays_and_leaves_no_draft(tmp_path: Path) -> None:
    with refused("file_unwritable"):
        replace_private(tmp_path / "missing" / "seen", b"content")
    (tmp_path / "folder").mkdir()
    with refused("file_unwritable"):
        replace_private(tmp_path / "folder", b"content")
    assert list(tmp_path.iterdir()) == [tmp_path / "folder"]


def test_everybody_who_makes_a_file_gets_the_one_that_stays(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(private_file, tmp_path / "kek", _random) for _ in range(8)]
    assert {answer.result() for answer in asked} == {read_private(tmp_path / "kek")}


def _random() -> bytes:
    return token_bytes(32)
