"""``counterseal verify`` of a sealed PDF to which something was added on its way."""

from __future__ import annotations

from pathlib import Path

from commanding import Shell
from playing import Shown

from api.exits import Exit


def test_it_is_said_and_what_was_sealed_is_written(
    shown: Shown, shell: Shell, tmp_path: Path
) -> None:
    sealed = (shown.out / "agreement.pdf").read_bytes()
    file, intact = tmp_path / "received.pdf", tmp_path / "sealed.pdf"
    file.write_bytes(sealed + b"<!-- scanned by a gateway -->\n")
    ended = shell.at(shown.settings)("verify", file, "--write-intact", intact)
    ended.then(Exit.NO, "added_after_sealing", "30 bytes were added to it (octets)")
    assert intact.read_bytes() == sealed
    shell("verify", intact).then(Exit.YES, "VALID (TOTAL-PASSED)")


def test_where_nothing_was_added_nothing_is_written(
    shown: Shown, shell: Shell, tmp_path: Path
) -> None:
    intact = tmp_path / "sealed.pdf"
    ended = shell.at(shown.settings)(
        "verify", shown.out / "agreement.pdf", "--write-intact", intact
    )
    ended.then(Exit.NO, "There is no sealed file to write")
    assert not intact.exists()
