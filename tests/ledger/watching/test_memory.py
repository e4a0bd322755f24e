"""What a watcher remembers is replaced whole; contradictions are kept, each once."""

from __future__ import annotations

from pathlib import Path

import msgspec
from keyring import refused

from ledger.watching.memory import Contradiction, Memory

FOUND = Contradiction(code="tree_forked", known="one\n", seen="other\n", seen_at=7)


def test_nothing_is_known_before_the_first_head(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "state")
    assert memory.known() == b""
    memory.accept(b"head\n")
    memory.accept(b"head\n")
    assert memory.known() == (tmp_path / "state").read_bytes() == b"head\n"
    assert [file.name for file in tmp_path.iterdir()] == ["state"]


def test_a_contradiction_is_kept_beside_it_once(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "state")
    file = memory.keep(FOUND)
    assert memory.keep(FOUND) == file
    assert msgspec.json.decode(file.read_bytes(), type=Contradiction) == FOUND
    other = memory.keep(Contradiction(code="x", known="one\n", seen="third\n", seen_at=7))
    assert {file, other} == set(tmp_path.iterdir())


def test_a_file_that_can_not_be_read_or_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with refused("file_unreadable"):
        Memory(tmp_path / "folder").known()
    with refused("file_unwritable"):
        Memory(tmp_path / "nowhere" / "state").accept(b"head\n")
