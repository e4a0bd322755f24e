"""The page about faults names only tests that there are."""

from __future__ import annotations

import re
from pathlib import Path

from house.source import functions, text

PAGE = Path("docs/reference/faults.md")
NAMED = re.compile(r"`(?P<file>tests/[\w/]+\.py)(?:::(?P<test>\w+))?`")


def test_every_test_that_is_named_is_there() -> None:
    named = {(Path(found["file"]), found["test"]) for found in NAMED.finditer(text(PAGE))}
    missing = {
        (str(file), test)
        for file, test in named
        if test not in {None, *(name for name, _ in functions(file))}
    }
    assert len(named) > 20
    assert missing == set()
