"""What the tests of the outermost layer share: a theatre, and the joint venture played once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from databases import Database
from playing import Heard, Theatre, settings_for

from api.demo import Demo
from api.example import joint_venture
from api.settings import Settings


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """The demonstration as it was given: where it was kept, what it said, what it handed out."""

    settings: Settings
    out: Path
    heard: Heard
    valid: bool

    @property
    def deal(self) -> str:
        """The deal's id."""
        last = (self.out / "replay.txt").read_text(encoding="utf-8")
        return last.partition("\n  deal ")[2].partition(",")[0]

    @property
    def lines(self) -> list[str]:
        """What it said to a person, line by line."""
        return self.heard.out.getvalue().splitlines()


@pytest.fixture(scope="session")
def theatre(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Theatre:
    """One installation for all plays of a process: each play makes an edition of its own."""
    return Theatre(settings_for(database, tmp_path_factory.mktemp("theatre") / "home"))


@pytest.fixture(scope="session")
def shown(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """Give the demonstration once for each process of the test run."""
    folder = tmp_path_factory.mktemp("demo")
    settings, heard = settings_for(database, folder / "home"), Heard()
    path = joint_venture()
    valid = Demo(settings, heard, folder / "out").play(path, path.read_bytes(), as_dated=False)
    yield Shown(settings=settings, out=folder / "out", heard=heard, valid=valid)
