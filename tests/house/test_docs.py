"""The documentation: its generated parts are fresh, its links lead somewhere, decisions count."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from house.generated import FILES, documents, fresh
from house.source import ROOT, committed, text

MARKDOWN = tuple(file for file in committed() if file.suffix == ".md")
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
DECISIONS = sorted(file for file in MARKDOWN if file.parent == Path("docs/decisions"))
KINDS = ("tutorials", "how-to", "reference", "explanation", "decisions")


@pytest.mark.parametrize("file", documents(), ids=str)
def test_what_is_taken_from_the_code_is_as_the_code_says(file: Path) -> None:
    assert text(file) == fresh(text(file)), "run `make docs`"


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_taken_from_the_code_is_as_the_code_says(name: str) -> None:
    assert (ROOT / name).read_bytes() == FILES[name](), "run `make docs`"


@pytest.mark.parametrize("file", MARKDOWN, ids=str)
def test_every_link_leads_to_something(file: Path) -> None:
    dead = [
        found["target"]
        for found in LINK.finditer(text(file))
        if not found["target"].startswith(("https://", "mailto:")) and not _leads(file, found)
    ]
    assert dead == []


def test_every_page_is_in_the_index() -> None:
    index = text(Path("docs/README.md"))
    pages = {
        str(file.relative_to("docs"))
        for file in MARKDOWN
        if file.parts[0] == "docs" and file.name != "README.md"
    }
    assert {page for page in pages if f"({page})" not in index} == set()


def test_every_page_says_what_kind_it_is_by_its_folder() -> None:
    inside = {file for file in MARKDOWN if file.parts[0] == "docs"}
    loose = {str(file) for file in inside if file.parts[1] not in KINDS}
    assert loose == {"docs/README.md", "docs/glossary.md"}


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [file.name[:5] for file in DECISIONS]
    assert numbers == [f"{number:04}-" for number in range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("file", DECISIONS, ids=str)
def test_a_decision_says_why_and_what_follows(file: Path) -> None:
    headings = re.findall(r"^#+ (.*)$", text(file), re.MULTILINE)
    assert headings[0].startswith(f"{int(file.name[:4])}. ")
    assert {"Context", "Decision", "Consequences"} <= set(headings)


def _leads(file: Path, link: re.Match[str]) -> bool:
    path, _, anchor = unquote(link["target"]).partition("#")
    target = (ROOT / file.parent / path).resolve() if path else ROOT / file
    if not target.exists():
        return False
    return not anchor or anchor in _anchors(target.read_text(encoding="utf-8"))


def _anchors(document: str) -> set[str]:
    """Return the anchors that a Markdown renderer gives to the headings."""
    headings = re.findall(r"^#+ (.*)$", document, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
