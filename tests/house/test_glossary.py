"""A word enters the code when it is in the glossary; every event is such a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from house.source import text

from aggregates.catalogue import EVENTS

GLOSSARY = text(Path("docs/glossary.md"))


@pytest.mark.parametrize("name", EVENTS)
def test_the_glossary_knows_the_event(name: str) -> None:
    assert f"| `{name}` | {EVENTS[name].__name__} |" in GLOSSARY
