"""``counterseal verify-many``: a line for each file, one status for all."""

from __future__ import annotations

from pathlib import Path

from commanding import Shell
from playing import Shown

from api.exits import Exit


def test_every_pdf_of_a_folder_is_judged(shown: Shown, shell: Shell, tmp_path: Path) -> None:
    table, policy = tmp_path / "verdicts.csv", shown.out / "trust.json"
    ended = shell("verify-many", shown.out, "--policy", policy, "--csv", table)
    papers = sorted(shown.out.rglob("*.pdf"))
    ended.then(Exit.YES, *(f"VALID  {paper}" for paper in papers), f"VALID {len(papers)}")
    lines = table.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "file,sha256,verdict,reason,status"
    assert [line.split(",")[2] for line in lines[1:]] == ["valid"] * len(papers)


def test_one_changed_file_is_named_and_the_others_are_judged(
    shown: Shown, shell: Shell, tmp_path: Path
) -> None:
    pdf = (shown.out / "agreement.pdf").read_bytes()
    (tmp_path / "changed.pdf").write_bytes(pdf[:-200] + bytes([pdf[-200] ^ 1]) + pdf[-199:])
    paths = (tmp_path / "changed.pdf", shown.out / "agreement.pdf", tmp_path / "gone.pdf")
    ended = shell("verify-many", *paths, "--policy", shown.out / "trust.json")
    ended.then(Exit.NO, f"NOT VALID  {paths[0]}", f"VALID  {paths[1]}", f"NOT READ  {paths[2]}")


def test_a_folder_without_papers_tells_nothing(shell: Shell, tmp_path: Path) -> None:
    shell("verify-many", tmp_path).then(Exit.CANNOT_TELL, "no PDF was found there")
