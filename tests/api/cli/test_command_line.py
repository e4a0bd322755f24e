"""The command line as a whole: quick help, results apart from talk, exit statuses."""

from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from aggregates.errors import RuleError
from api.cli.failure import explain
from api.dealfile.errors import DealFileError, Fault
from api.exits import Exit
from api.output import Output
from api.settings import SettingsError
from ledger.errors import LedgerError

COMMAND = Path(sys.executable).with_name("counterseal")
FAULT = Fault(
    line=3, column=5, path="moves[1].by", code="unknown_reference", message="Nobody is so called."
)
NOBODY = "01000000-0000-7000-8000-000000000000"
NOWHERE = "host=/nowhere user=fair_app password=sesame dbname=fair"


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *arguments],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env={"PATH": "/usr/bin:/bin", "DATABASE_URL": NOWHERE, **environment},
    )


def test_help_imports_nothing_heavy() -> None:
    probe = "import sys, api.cli; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, check=True, encoding="utf-8"
    ).stdout.split()
    heavy = {"pydantic", "psycopg", "eventsourcing", "pyhanko", "reportlab", "rich", "cryptography"}
    assert heavy.isdisjoint(loaded)


def test_an_unknown_option_is_a_usage_error() -> None:
    assert run("doctor", "--no-such-option").returncode == Exit.USAGE


def test_a_wrong_setting_is_a_usage_error_that_names_it(tmp_path: Path) -> None:
    ended = run("doctor", COUNTERSEAL_LANGUAGE="xx", COUNTERSEAL_DATA_DIRECTORY=str(tmp_path))
    assert ended.returncode == Exit.USAGE
    assert "COUNTERSEAL_LANGUAGE" in ended.stderr


def test_with_json_standard_output_holds_only_json_lines() -> None:
    lines = run("doctor", "--json").stdout.splitlines()
    assert {"what", "level", "found", "why", "fix"} == set(json.loads(lines[0]))
    assert len([json.loads(line) for line in lines]) > 1


def test_a_result_is_a_sentence_for_a_person_and_a_record_for_a_program() -> None:
    for as_json, expected in ((False, "It is so.\n"), (True, '{"so":true}\n')):
        out, talk = StringIO(), StringIO()
        Output(out, talk, json=as_json).result({"so": True}, "It is so.")
        assert (out.getvalue(), talk.getvalue()) == (expected, "")


def test_progress_that_nobody_watches_is_a_json_line_a_step() -> None:
    out, talk = StringIO(), StringIO()
    with Output(out, talk).progress("sign", total=2) as advance:
        advance()
        advance()
    steps = [json.loads(line) for line in talk.getvalue().splitlines()]
    assert steps == [{"progress": "sign", "done": n, "total": 2} for n in (1, 2)]
    assert out.getvalue() == ""


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (RuleError("not_a_decimal", value="x"), Exit.NO),
        (LedgerError("nonce_malformed", length=3), Exit.CANNOT_TELL),
        (SettingsError("COUNTERSEAL_LANGUAGE: no"), Exit.USAGE),
        (DealFileError((FAULT,)), Exit.USAGE),
    ],
)
def test_an_error_ends_with_a_sentence_and_a_status(error: Exception, status: Exit) -> None:
    stderr = StringIO()
    assert explain(error, stderr) is status
    assert len(stderr.getvalue().split()) > 1


def test_a_sentence_is_in_the_language_of_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERSEAL_LANGUAGE", "zh")
    stderr = StringIO()
    explain(RuleError("not_a_decimal", value="x"), stderr)
    assert stderr.getvalue() == "“x”不是十进制数。 (not_a_decimal)\n"


def test_a_fault_of_ours_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        explain(ZeroDivisionError(), StringIO())


def test_a_terminal_that_knows_few_characters_is_no_fault(tmp_path: Path) -> None:
    there = {"COUNTERSEAL_DATA_DIRECTORY": str(tmp_path), "PYTHONIOENCODING": "ascii"}
    ended = run("verify", "nothing.pdf", COUNTERSEAL_LANGUAGE="zh", **there)
    assert ended.returncode == Exit.USAGE
    told = run("replay", NOBODY, COUNTERSEAL_LANGUAGE="zh", **there)
    assert told.returncode == Exit.CANNOT_TELL
    assert "\\u5c1a\\u672a" in told.stderr
