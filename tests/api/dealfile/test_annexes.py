"""The bytes of the annexes: a text of the file, or a file beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from dealfiles import Written, given_sample

from api.dealfile import annexes
from api.dealfile.annexes import annex_contents
from api.dealfile.errors import DealFileError

IN_A_FILE = given_sample().but(
    "    text: |\n      Parcel ZB-07, 42 hectares.\n", "    file: annexes/site.txt\n"
)


def refused(written: Written, folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(DealFileError) as wrong:
        annex_contents(written.then_read(), folder, written.text.encode())
    assert all(
        written.text.splitlines()[f.line - 1].strip().startswith("file:")
        for f in wrong.value.faults
    )
    return [(fault.path, fault.code) for fault in wrong.value.faults]


def test_a_text_is_its_own_content(tmp_path: Path) -> None:
    sample = given_sample()
    contents = annex_contents(sample.then_read(), tmp_path, sample.text.encode())
    assert contents == {"site": b"Parcel ZB-07, 42 hectares."}


def test_a_file_is_read_from_the_folder_of_the_deal_file(tmp_path: Path) -> None:
    (tmp_path / "annexes").mkdir()
    (tmp_path / "annexes" / "site.txt").write_bytes(b"\x00a plan\xff")
    contents = annex_contents(IN_A_FILE.then_read(), tmp_path, IN_A_FILE.text.encode())
    assert contents == {"site": b"\x00a plan\xff"}


def test_a_file_that_is_not_there_is_told_with_its_line(tmp_path: Path) -> None:
    assert refused(IN_A_FILE, tmp_path) == [("annexes[site].file", "no_such_file")]


def test_a_link_does_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "deal").mkdir()
    (tmp_path / "site.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "deal" / "annexes").symlink_to(tmp_path)
    assert refused(IN_A_FILE, tmp_path / "deal") == [("annexes[site].file", "no_such_file")]


def test_a_file_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(annexes, "MAX_BYTES", 3)
    (tmp_path / "annexes").mkdir()
    (tmp_path / "annexes" / "site.txt").write_bytes(b"four")
    assert refused(IN_A_FILE, tmp_path) == [("annexes[site].file", "no_such_file")]
