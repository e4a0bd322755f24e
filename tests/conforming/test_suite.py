"""The cases for verifiers: kept as they are made, and answered by our own verifier one by one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conforming.answering import answered
from conforming.archives import Spelling, archive
from conforming.case import EXITS, MEMBERS, OCTETS
from conforming.catalogue import KEPT, all_cases
from conforming.kept import kept, kept_files, kept_names

from ledger.evidence.receipt import ReceiptCheck
from ledger.evidence.verdict import Check

NAMES = sorted(kept_names())
RUN = KEPT / "run.py"


def run(*words: str, only: str) -> subprocess.CompletedProcess[str]:
    """Judge a verifier by some of the cases."""
    command = [sys.executable, str(RUN), "--only", only, *words]
    return subprocess.run(command, capture_output=True, check=False, encoding="utf-8", timeout=300)


def test_what_is_kept_is_what_is_made() -> None:
    made = {case.name: case.files() for case in all_cases()}
    assert sorted(made) == NAMES
    assert [name for name in NAMES if kept_files(name) != made[name]] == []


@pytest.mark.parametrize("name", NAMES)
def test_our_verifier_answers_as_it_should_and_by_the_check_that_it_should(name: str) -> None:
    case = kept(name)
    answer = answered(case)
    assert case.exit == EXITS[case.verdict]
    if answer is None:
        assert (case.verdict, case.check) == ("undecided", "")
        return
    assert (answer.verdict, answer.first[0]) == (case.verdict, case.check)


@pytest.mark.parametrize("check", [check.value for check in Check])
def test_each_check_is_the_only_one_that_is_not_passed_in_some_case(check: str) -> None:
    alone = {
        tuple(failed for failed, _ in answer.failed)
        for case in map(kept, NAMES)
        if case.check == check and not case.is_receipt and (answer := answered(case))
    }
    assert (check,) in alone


def test_each_check_of_a_receipt_is_not_passed_in_some_case() -> None:
    checks = {case.check for case in map(kept, NAMES) if case.is_receipt}
    assert {check.value for check in ReceiptCheck} | {""} == checks


def test_there_are_cases_of_every_kind() -> None:
    verdicts = [kept(name).verdict for name in NAMES]
    assert len(NAMES) >= 60
    assert min(verdicts.count(verdict) for verdict in EXITS) >= 20


def test_the_writer_of_odd_archives_writes_the_right_one_too() -> None:
    assert archive(MEMBERS.items(), Spelling()) == OCTETS


def test_the_runner_finds_our_command_right() -> None:
    command = str(Path(sys.executable).with_name("counterseal"))
    ended = run(command, "verify", only="as_of_*")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.endswith("2 passed, 0 failed\n")


def test_the_runner_finds_out_who_says_yes_to_all() -> None:
    ended = run("true", only="paper_*")
    assert ended.returncode == 1
    assert "-- paper_empty_fail" in ended.stdout
    assert "should be tampered: Of a document: It is empty." in ended.stdout


def test_the_runner_takes_no_other_status_for_an_answer() -> None:
    assert "status 2" in run("sh", "-c", "exit 2", only="whole").stdout
    assert "not run" in run("no-such-verifier", only="whole").stdout
    assert run(only="whole").returncode == run("true", only="no_such_case").returncode == 2
