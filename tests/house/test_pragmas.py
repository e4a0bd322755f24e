"""Which lines the coverage gate lets pass: few, each with its reason, none where we verify."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from house.source import PACKAGES, ROOT, python_files, text

PRAGMA = re.compile(r"#\s*pragma:\s*no\s*(cover|branch)(?P<reason>.*)")
REASON = re.compile(r": \w+(\W+\w+){2,}")
ALLOWED_LINES = 10


def _pragmas() -> list[tuple[Path, str]]:
    return [
        (file, found["reason"])
        for file in python_files(*PACKAGES)
        for line in text(file).splitlines()
        if (found := PRAGMA.search(line))
    ]


def _verifies(file: Path) -> bool:
    return file.is_relative_to("ledger/proof") or (
        file.parts[0] == "signing" and file.parts[1].startswith("verif")
    )


def test_at_most_ten_lines_are_excepted() -> None:
    assert len(_pragmas()) <= ALLOWED_LINES


def test_each_excepted_line_says_why() -> None:
    assert [str(file) for file, reason in _pragmas() if not REASON.match(reason)] == []


def test_no_line_is_excepted_where_we_verify() -> None:
    assert [str(file) for file, _ in _pragmas() if _verifies(file)] == []


def test_the_configuration_excepts_nothing() -> None:
    configured = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    report = configured["tool"]["coverage"]["report"]
    assert report == {"precision": 2}
    assert "omit" not in configured["tool"]["coverage"]["run"]
