"""What the documentation shows is what happens: its commands are run, and say what it says.

A ``…`` on the page stands for anything in a line, and on a line of its own for any lines.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from dealfiles import ROOT
from playing import Shown
from tools import need

PAGES = {
    "README.md": ".",
    "docs/tutorials/first-deal.md": ".",
    "docs/how-to/verify-a-paper.md": "demo-out",
    "docs/how-to/write-a-deal-file.md": ".",
}
"""Each page with the folder in which its reader is."""
FENCE = re.compile(r"^( *)```console\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
OUTSIDE = {"pdfsig", "certutil", "openssl", "qpdf"}
DONE = "~~~ done ~~~"


def samples(page: str) -> list[tuple[str, list[str]]]:
    """Return each command of a page with the lines that it shows, in order."""
    found: list[tuple[str, list[str]]] = []
    for fence in FENCE.finditer((ROOT / page).read_text(encoding="utf-8")):
        for line in dedent(fence[0]).replace("\\\n", "").splitlines()[1:-1]:
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return [(command, lines) for command, lines in found if "--help" not in command]


def reads_as(shown: list[str], said: str) -> bool:
    """Whether what was said is what a page shows."""
    parts = [
        r"(?:.*\n)*" if line.strip() == "…" else re.escape(line).replace("…", ".*") + r"\n"
        for line in shown
    ]
    return re.fullmatch("".join(parts), said) is not None


@pytest.fixture
def desk(shown: Shown, tmp_path: Path) -> Path:
    """Return a folder as a reader has it: the checkout's programs, the demonstration's papers."""
    for name in (".venv", "examples"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copytree(shown.out, tmp_path / "demo-out")
    first, *rest = shown.heard.err.getvalue().splitlines()
    told = "\n".join([first, *shown.lines, *rest, ""])
    (tmp_path / "told.txt").write_text(told.replace(str(shown.out), "demo-out"), encoding="utf-8")
    return tmp_path


def said_by(commands: list[str], folder: Path, shown: Shown) -> list[str]:
    """Run commands one after the other in one shell, and return what each of them says."""
    assert shown.settings.database_url is not None
    script = ["exec 2>&1", "make() { cat told.txt; }"]
    for command in commands:
        script += [command.replace("DEAL", shown.deal), f"s=$?; printf '%s\\n' '{DONE}'; (exit $s)"]
    ended = subprocess.run(
        ["bash", "-c", "\n".join(script)],
        cwd=folder,
        env={
            "PATH": ":".join([str(Path(sys.executable).parent), *os.get_exec_path()]),
            "DATABASE_URL": shown.settings.database_url.get_secret_value(),
            "COUNTERSEAL_DATA_DIRECTORY": str(shown.settings.data_directory),
        },
        stdout=subprocess.PIPE,
        check=False,
        encoding="utf-8",
        timeout=180,
    )
    return ended.stdout.split(f"{DONE}\n")[:-1]


@pytest.mark.parametrize(("page", "folder"), PAGES.items())
def test_what_a_page_shows_is_what_happens(
    page: str, folder: str, shown: Shown, desk: Path
) -> None:
    shows = samples(page)
    for program in OUTSIDE & {command.split()[0] for command, _ in shows}:
        need(program)
    said = said_by([command for command, _ in shows], desk / folder, shown)
    assert len(said) == len(shows)
    for (command, lines), answer in zip(shows, said, strict=True):
        assert reads_as(lines, answer), f"$ {command}\n{answer}"


@pytest.mark.parametrize(
    ("shown_lines", "said", "fits"),
    [
        (["a", "…", "b …"], "a\nx\ny\nb 7\n", True),
        (["a", "…", "b …"], "a\nx\ny\nc 7\n", False),
        (["a"], "a\nb\n", False),
        ([], "", True),
        ([], "a\n", False),
    ],
)
def test_the_comparison_does_compare(shown_lines: list[str], said: str, *, fits: bool) -> None:
    assert reads_as(shown_lines, said) is fits
