"""What the README promises."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from house.source import ROOT, text

README = text(Path("README.md"))


def test_the_readme_shows_the_real_help() -> None:
    assert "<!-- generated: help -->" in README
    assert "<!-- generated: help verify -->" in README
    told = subprocess.run(
        [Path(sys.executable).with_name("counterseal"), "--help"],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={"COLUMNS": "80", "TERM": "dumb"},
    ).stdout
    assert told.rstrip() in README


def test_the_commands_of_the_readme_are_targets_of_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", text(Path("Makefile")), re.MULTILINE))
    assert {"demo", "test"} <= set(re.findall(r"^make ([a-z]+)", README, re.MULTILINE)) <= targets


def test_the_picture_of_the_readme_is_a_picture() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert pictures
    for picture in pictures:
        assert (ROOT / picture).read_bytes().startswith(b"\x89PNG\r\n")
