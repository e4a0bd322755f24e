"""Everything on one machine, as its own command serves it, from its start to a clean end."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from waiting import until

from api.exits import Exit
from ledger.embedded.layout import layout_of

COMMAND = Path(sys.executable).with_name("counterseal")
FIRST = (
    *("--native-name", "叶知秋", "--latin-name", "Ye Zhiqiu", "--email", "ye@example.org"),
    *("--office", "Registry of the Fair", "--country", "CN", "--identifier", "GOVCN-FAIR"),
)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """Give a folder in which nothing is installed, without any setting."""
    yield tmp_path
    shutil.rmtree(layout_of(tmp_path / ".counterseal").base, ignore_errors=True)


class Running:
    """The command while it serves."""

    def __init__(self, home: Path) -> None:
        self._log = (home / "log").open("w+")
        self._process = subprocess.Popen(
            [COMMAND, "serve", "--port", "0", "--processes", "1", "--json"],
            cwd=home,
            env={"PATH": "/usr/bin:/bin"},
            stdout=subprocess.PIPE,
            stderr=self._log,
            encoding="utf-8",
        )
        assert self._process.stdout is not None
        self._output = self._process.stdout
        self.url = json.loads(self._output.readline())["url"]

    def answers(self, path: str) -> bool:
        """Return whether the server says that all is well."""
        try:
            return httpx2.get(f"{self.url}{path}", timeout=5).status_code == 200
        except httpx2.TransportError:
            return False

    def pid(self, service: str) -> int:
        """Return the process that a service has now."""
        lines = Path(self._log.name).read_text("utf-8").splitlines()
        started = [line for line in lines if line.startswith(f"{service}: started")]
        return int(started[-1].rpartition(" ")[2]) if started else 0

    def end(self) -> int:
        """Tell it to end, and return its status; twice is no error."""
        self._process.send_signal(signal.SIGTERM)
        status = self._process.wait(60)
        self._output.close()
        self._log.close()
        return status


def test_it_serves_starts_again_what_is_killed_and_ends_cleanly(
    home: Path, request: pytest.FixtureRequest
) -> None:
    environment = {"PATH": "/usr/bin:/bin"}
    bootstrap = [COMMAND, "accounts", "bootstrap", *FIRST]
    subprocess.run(bootstrap, cwd=home, env=environment, check=True, capture_output=True)
    running = Running(home)
    request.addfinalizer(running.end)
    until(lambda: running.answers("/readyz"))
    for service in ("web 1", "work", "projections"):
        before = running.pid(service)
        os.kill(before, signal.SIGKILL)
        until(lambda: running.pid(service) != before)  # noqa: B023 - waited for within the loop
    until(lambda: running.answers("/readyz"))
    assert running.end() == Exit.YES


def test_what_is_not_installed_is_not_served(home: Path) -> None:
    command = [COMMAND, "serve", "--port", "0"]
    ended = subprocess.run(
        command, cwd=home, env={"PATH": "/usr/bin:/bin"}, capture_output=True, check=False
    )
    assert (ended.returncode, b"not_installed" in ended.stderr) == (Exit.CANNOT_TELL, True)
