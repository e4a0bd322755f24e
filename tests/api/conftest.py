"""What the tests of the outermost layer share: a theatre, and the joint venture played once."""

from __future__ import annotations

from pathlib import Path

import pytest
from commanding import Shell
from databases import Database, prepared
from looping import apart_from_browsers
from playing import Heard, Shown, Theatre, settings_for
from pydantic import SecretStr

from api.demo import Demo
from api.example import joint_venture
from ledger.embedded import Server


@pytest.fixture(scope="session")
def theatre(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Theatre:
    """One installation for all plays of a process: each play makes an edition of its own."""
    return Theatre(settings_for(database, tmp_path_factory.mktemp("theatre") / "home"))


@pytest.fixture(scope="session")
def shown(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """Give the demonstration once for each process of the test run, its log signed by itself."""
    folder, database = tmp_path_factory.mktemp("demo"), prepared(postgres, "demo")
    signing = {"sequencer_url": SecretStr(database.dsn("sequencer"))}
    settings = settings_for(database, folder / "home").model_copy(update=signing)
    heard = Heard()
    path = joint_venture()
    with apart_from_browsers():
        valid = Demo(settings, heard, folder / "out").play(path, path.read_bytes(), as_dated=False)
    return Shown(settings=settings, database=database, out=folder / "out", heard=heard, valid=valid)


@pytest.fixture
def shell(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Shell:
    """Give a shell in which nothing is installed yet."""
    return Shell(monkeypatch, capsys, tmp_path / "nothing")
