"""What the documentation shows is what happens: its commands are run, and say what it says."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from dealfiles import ROOT
from given_receipt import made_receipt
from playing import Shown
from proven import POLICY
from proving import CHAMBER, REGULATOR
from tools import need
from walking import Step, steps_of, then_says_what_it_shows

from ledger.proof.policy_file import policy_text
from ledger.proof.receipt import receipt_bytes

PAGES = {
    "README.md": ".",
    "docs/tutorials/look-at-a-deal.md": ".",
    "docs/how-to/verify-a-paper.md": "demo-out",
    "docs/how-to/verify-a-paper-years-later.md": ".",
    "docs/how-to/write-a-deal-file.md": ".",
    "docs/how-to/check-evidence-without-installing.md": ".",
    "docs/how-to/keep-and-check-your-receipt.md": ".",
}
"""Each page with the folder in which its reader is."""
OUTSIDE = {"pdfsig", "certutil", "openssl", "qpdf"}
NOWHERE = {"PATH": "/usr/bin:/bin"}


@pytest.fixture
def desk(shown: Shown, tmp_path: Path) -> Path:
    """Return a folder as a reader has it: the checkout's programs, the demonstration's papers."""
    for name in (".venv", "examples"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copytree(shown.out, tmp_path / "demo-out")
    first, *rest = shown.heard.err.getvalue().splitlines()
    told = "\n".join([first, *shown.lines, *rest, ""])
    (tmp_path / "told.txt").write_text(told.replace(str(shown.out), "demo-out"), encoding="utf-8")
    receipt = made_receipt(CHAMBER, REGULATOR)
    (tmp_path / "receipt.tlog-proof").write_bytes(receipt_bytes(receipt))
    (tmp_path / "regulator.policy").write_text(policy_text(POLICY), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("page", "folder"), PAGES.items())
def test_what_a_page_shows_is_what_happens(
    page: str, folder: str, shown: Shown, desk: Path
) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for program in OUTSIDE & {step.command.split()[0] for step in steps_of(text)}:
        need(program)
    assert shown.settings.database_url is not None
    environment = {
        "PATH": ":".join([str(Path(sys.executable).parent), *os.get_exec_path()]),
        "DATABASE_URL": shown.settings.database_url.get_secret_value(),
        "COUNTERSEAL_DATA_DIRECTORY": str(shown.settings.data_directory),
    }
    then_says_what_it_shows(text, desk / folder, environment, "make() { cat told.txt; }")


@pytest.mark.parametrize(
    ("shown_lines", "said", "fits"),
    [
        ("a\n…\nb …\n", "a\nx\ny\nb 7\n", True),
        ("a\n…\nb …\n", "a\nb \n", True),
        ("a\n…\nb …\n", "a\nx\ny\nc 7\n", False),
        ("a … b\n", "a\nb\n", False),
        ("a.\n", "a!\n", False),
        ("a\n", "a\nb\n", False),
        ("a\n", "", False),
        ("a\n", "a", True),
        ("", "", True),
        ("", "a\n", False),
    ],
)
def test_the_comparison_does_compare(shown_lines: str, said: str, *, fits: bool) -> None:
    assert Step("a", shown_lines).is_shown_by(said) is fits


def test_a_page_that_tells_lies_is_noticed(tmp_path: Path) -> None:
    page = "```console\n$ f() {\n>   cat; }\n$ f <<END\n> two\n> END\ntwo\n```\n"
    then_says_what_it_shows(page, tmp_path, NOWHERE)
    with pytest.raises(AssertionError, match="the page shows"):
        then_says_what_it_shows(page.replace("\ntwo", "\nthree"), tmp_path, NOWHERE)


def test_a_page_that_ends_early_is_noticed(tmp_path: Path) -> None:
    page = "```console\n$ exit 0\n$ true\n```\n"
    with pytest.raises(AssertionError, match="not come to"):
        then_says_what_it_shows(page, tmp_path, NOWHERE)
