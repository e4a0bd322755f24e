"""What may not stand in a committed file: places of one machine, and promises instead of work."""

from __future__ import annotations

import re

import pytest
from house.source import committed, text

HERE = "tests/house/test_words.py"
BINARY = frozenset({".der", ".gz", ".ico", ".p12", ".pdf", ".png", ".ttf", ".woff2", ".zip"})
OF_OTHERS = re.compile(r"(^|/)(vendor/|OFL\.txt$|LICENSE$)")
FORBIDDEN = {
    "a place of one machine": re.compile(r"(?<![\w.])/(tmp|work|root|opt)/"),
    "a package host": re.compile(
        r"\b(pypi|files\.pythonhosted|registry\.npmjs|proxy\.golang|deb\.debian)\.org\b"
    ),
    "a promise": re.compile(
        r"\b(TODO|FIXME|XXX|for now|placeholders?|work in progress)\b"
        r"|(?<![(])\bsimplified\b(?! (Chinese|characters))",
        re.IGNORECASE,
    ),
    "a name for nothing": re.compile(r"\bclass \w*(Manager|Helper)\b"),
    "an address of somebody": re.compile(
        r"\b[\w.+-]+@(?!([\w-]+\.)*example(\.org)?\b)([\w-]+\.)+[a-z]{2,}\b"
    ),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_committed_file_holds(what: str) -> None:
    found = [
        f"{file}:{number}: {match.group()}"
        for file in committed()
        if file.suffix not in BINARY and str(file) != HERE and not OF_OTHERS.search(str(file))
        for number, line in enumerate(text(file).splitlines(), start=1)
        if (match := FORBIDDEN[what].search(line))
    ]
    assert found == []


def test_no_file_has_a_name_for_nothing() -> None:
    nothing = re.compile(r"(^|_)(utils?|helpers?|managers?|misc|common)$")
    assert [str(file) for file in committed() if nothing.search(file.stem)] == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a place of one machine", "see /tmp/out.pdf"),
        ("a package host", "from https://pypi.org/simple"),
        ("a promise", "# TODO: later"),
        ("a promise", "a simplified check"),
        ("a name for nothing", "class DealManager:"),
        ("an address of somebody", "ann.lee@company.com"),
    ],
)
def test_the_search_does_find(what: str, line: str) -> None:
    assert FORBIDDEN[what].search(line)


def test_addresses_of_nobody_may_stand() -> None:
    assert not FORBIDDEN["an address of somebody"].search("wanda@example.org, li@mail.example.org")
