"""given / when / then for commands: run here, with settings of the test's own, as a user would."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from api import cli
from api.exits import Exit
from api.settings import Settings


class Ended(msgspec.Struct, frozen=True, kw_only=True):
    """What a command left behind: its status, and what it wrote on its two streams."""

    status: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        """Standard output as JSON lines, every one of them."""
        return [json.loads(line) for line in self.out.splitlines()]

    def then(self, status: Exit, *said: str) -> None:
        """It ended so, and said these words on one of its streams, and no trace."""
        assert self.status == status, self.err
        missing = [words for words in said if words not in self.out + self.err]
        assert missing == []
        assert "Traceback" not in self.err


class Shell:
    """Where commands are called: ``shell("verify", file)``."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path
    ) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        self.home(home)

    def home(self, home: Path) -> Shell:
        """Use another data directory, and no server."""
        self._monkeypatch.setenv("COUNTERSEAL_DATA_DIRECTORY", str(home))
        self._monkeypatch.setenv("DATABASE_URL", "host=/nowhere user=x_app dbname=x")
        return self

    def at(self, settings: Settings) -> Shell:
        """Use the installation of these settings."""
        assert settings.database_url is not None
        self.home(settings.data_directory)
        self._monkeypatch.setenv("DATABASE_URL", settings.database_url.get_secret_value())
        return self

    def speaking(self, language: str) -> Shell:
        """Answer in another language."""
        self._monkeypatch.setenv("COUNTERSEAL_LANGUAGE", language)
        return self

    def __call__(self, *arguments: object) -> Ended:
        """Run a command to its end."""
        self._monkeypatch.setattr("sys.argv", ["counterseal", *map(str, arguments)])
        self._capsys.readouterr()
        status = 0
        try:
            cli.main()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(end.code is not None)
        written = self._capsys.readouterr()
        return Ended(status=status, out=written.out, err=written.err)
