"""``counterseal verify``: three answers, three statuses, and never a trace."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from commanding import Shell
from databases import prepared
from playing import Shown, settings_for

from api.exits import Exit
from ledger.embedded import Server

PAPERS = ("agreement", "letter-of-intent", "nda")


def foreign_pdf() -> bytes:
    """Return a document of somebody else's."""
    written = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(written)
    return written.getvalue()


def changed(pdf: bytes, at: int) -> bytes:
    """Return ``pdf`` with one byte changed."""
    return pdf[:at] + bytes([pdf[at] ^ 0x20]) + pdf[at + 1 :]


@pytest.mark.parametrize("paper", PAPERS)
def test_what_was_signed_is_valid_by_the_registry_and_the_ledger_of_this_machine(
    shown: Shown, shell: Shell, paper: str
) -> None:
    ended = shell.at(shown.settings)("verify", shown.out / f"{paper}.pdf")
    ended.then(Exit.YES, "VALID (TOTAL-PASSED)", "the registry of this machine", "in force")


def test_with_a_policy_it_takes_neither_ledger_nor_data_directory(
    shown: Shown, shell: Shell
) -> None:
    ended = shell("verify", shown.out / "agreement.pdf", "--policy", shown.out / "trust.json")
    ended.then(Exit.YES, "VALID (TOTAL-PASSED)", "trust.json", "status now: not checked")


def test_a_step_that_nobody_was_asked_about_is_not_called_fine(shown: Shown, shell: Shell) -> None:
    agreement, policy = shown.out / "agreement.pdf", shown.out / "trust.json"
    ended = shell("verify", agreement, "--policy", policy, "--explain")
    ended.then(Exit.YES, " ok 7. ", "    8. the file is the recorded one: the ledger was not asked")
    asked = shell.at(shown.settings)("verify", agreement, "--explain")
    asked.then(Exit.YES, " ok 8. the file is the recorded one")


def test_without_either_nothing_can_be_told(shown: Shown, shell: Shell) -> None:
    shell("verify", shown.out / "agreement.pdf").then(Exit.CANNOT_TELL, "CANNOT TELL", "no_trust")


def test_a_changed_byte_is_told(shown: Shown, shell: Shell, tmp_path: Path) -> None:
    pdf = (shown.out / "agreement.pdf").read_bytes()
    (tmp_path / "changed.pdf").write_bytes(changed(pdf, len(pdf) // 2))
    ended = shell.at(shown.settings)("verify", tmp_path / "changed.pdf", "--explain")
    ended.then(Exit.NO, "NOT VALID (TOTAL-FAILED)", " -- ")


def test_a_paper_that_has_nothing_to_do_with_us_is_not_judged(
    shown: Shown, shell: Shell, tmp_path: Path
) -> None:
    (tmp_path / "foreign.pdf").write_bytes(foreign_pdf())
    ended = shell.at(shown.settings)("verify", tmp_path / "foreign.pdf")
    ended.then(Exit.CANNOT_TELL, "CANNOT TELL (INDETERMINATE)", "not_ours")


def test_an_earlier_revision_is_not_the_recorded_paper(
    shown: Shown, shell: Shell, tmp_path: Path
) -> None:
    pdf = (shown.out / "agreement.pdf").read_bytes()
    end = pdf.rindex(b"%%EOF", 0, pdf.rindex(b"%%EOF")) + len(b"%%EOF\n")
    (tmp_path / "earlier.pdf").write_bytes(pdf[:end])
    ended = shell.at(shown.settings)("verify", tmp_path / "earlier.pdf")
    ended.then(Exit.NO, "NOT VALID")


def test_whatever_is_broken_off_or_turned_is_refused_without_a_trace(
    shown: Shown, shell: Shell, tmp_path: Path
) -> None:
    pdf, policy = (shown.out / "nda.pdf").read_bytes(), shown.out / "trust.json"
    broken = tmp_path / "broken.pdf"
    for at in range(7, len(pdf), len(pdf) // 15):
        for content in (pdf[:at], pdf[at:], changed(pdf, at), pdf[:at] + pdf[at + 9 :]):
            broken.write_bytes(content)
            ended = shell("verify", broken, "--policy", policy)
            assert ended.status in {Exit.NO, Exit.CANNOT_TELL}
            assert "Traceback" not in ended.err


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"no paper at all", b"\x00" * 999])
def test_what_is_no_pdf_is_refused(
    shown: Shown, shell: Shell, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "file.pdf").write_bytes(content)
    ended = shell("verify", tmp_path / "file.pdf", "--policy", shown.out / "trust.json")
    ended.then(Exit.NO, "NOT VALID")


def test_a_file_without_an_end_is_refused(shown: Shown, shell: Shell) -> None:
    ended = shell("verify", "/dev/zero", "--policy", shown.out / "trust.json")
    ended.then(Exit.NO, "NOT VALID")


def test_a_file_that_is_not_there_is_a_usage_error(shell: Shell, tmp_path: Path) -> None:
    shell("verify", tmp_path / "nothing.pdf").then(Exit.USAGE, "No such file")
    shell("verify", tmp_path).then(Exit.USAGE)


def test_a_policy_that_cannot_be_read_decides_nothing(
    shown: Shown, shell: Shell, tmp_path: Path
) -> None:
    (tmp_path / "trust.json").write_text("{}", encoding="utf-8")
    agreement = shown.out / "agreement.pdf"
    shell("verify", agreement, "--policy", tmp_path / "trust.json").then(
        Exit.CANNOT_TELL, "trust_unreadable"
    )
    shell("verify", agreement, "--policy", tmp_path / "no.json").then(Exit.USAGE, "No such file")


def test_a_ledger_out_of_reach_decides_nothing_unless_it_is_left_out(
    shown: Shown, shell: Shell
) -> None:
    away = shell.home(shown.settings.data_directory)
    agreement = shown.out / "agreement.pdf"
    away("verify", agreement).then(Exit.CANNOT_TELL, "--offline")
    away("verify", agreement, "--offline").then(Exit.YES, "status now: not checked")


def test_a_perfect_paper_that_the_ledger_does_not_know_is_not_valid(
    shown: Shown, shell: Shell, postgres: Server
) -> None:
    """As whoever stole the registry's keys, and not its ledger, could make one."""
    other = settings_for(prepared(postgres, "empty"), shown.settings.data_directory)
    ended = shell.at(other)("verify", shown.out / "agreement.pdf")
    ended.then(Exit.NO, "NOT VALID", "not_recorded")


def test_the_verdict_is_a_record_for_programs(shown: Shown, shell: Shell) -> None:
    (verdict,) = shell.at(shown.settings)("verify", shown.out / "agreement.pdf", "--json").records
    assert verdict["level"] == "valid"
    assert verdict["status_now"] == "in_force"
    assert verdict["pdf_sha256"] == sha256((shown.out / "agreement.pdf").read_bytes()).hexdigest()


def test_it_answers_in_chinese(shown: Shown, shell: Shell) -> None:
    speaking = shell.at(shown.settings).speaking("zh")
    speaking("verify", shown.out / "agreement.pdf", "--explain").then(
        Exit.YES, "有效", "本机登记处"
    )


def test_whether_it_is_intact_is_told_of_a_file_without_trusting_anybody(
    shown: Shown, shell: Shell, tmp_path: Path
) -> None:
    agreement = shown.out / "agreement.pdf"
    shell("verify", agreement, "--integrity").then(Exit.YES, "INTACT", "Whose they are")
    (record,) = shell("verify", agreement, "--integrity", "--json").records
    assert record["pdf_sha256"] == sha256(agreement.read_bytes()).hexdigest()
    touched = tmp_path / "touched.pdf"
    touched.write_bytes(changed(agreement.read_bytes(), 5_000))
    shell("verify", touched, "--integrity").then(Exit.NO, "NOT INTACT", "digest_wrong")
