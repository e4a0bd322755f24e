"""An installation in a folder of its own, used and served by its real command."""

from __future__ import annotations

import json
import shutil
import signal
import ssl
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx2

from ledger.embedded.layout import layout_of

PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Trusts nobody, for who asks without TLS: to read whom to trust takes longer than to ask."""
ENVIRONMENT = {"PATH": "/usr/bin:/bin"}
COMMAND = Path(sys.executable).with_name("counterseal")
FIRST = (
    *("--native-name", "叶知秋", "--latin-name", "Ye Zhiqiu", "--email", "ye@example.org"),
    *("--office", "Registry of the Fair", "--country", "CN", "--identifier", "GOVCN-FAIR"),
)


@contextmanager
def home_of(folder: Path) -> Generator[Path, None, None]:
    """Let a folder be a home, without any setting; its server's files go with it."""
    yield folder
    shutil.rmtree(layout_of(folder / ".counterseal").base, ignore_errors=True)


def ran(home: Path, *command: str) -> str:
    """Run a command to its end, and return what it printed."""
    ended = subprocess.run(
        [COMMAND, *command], cwd=home, env=ENVIRONMENT, check=True, capture_output=True
    )
    return ended.stdout.decode()


def asked(home: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, whatever that is."""
    return subprocess.run(
        [COMMAND, *command],
        cwd=home,
        env=ENVIRONMENT,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


class Running:
    """The command while it serves."""

    def __init__(self, home: Path, **environment: str) -> None:
        self._log = (home / "log").open("w+")
        self._process = subprocess.Popen(
            [COMMAND, "serve", "--port", "0", "--processes", "1", "--json"],
            cwd=home,
            env={**ENVIRONMENT, **environment},
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
            return httpx2.get(f"{self.url}{path}", timeout=5, verify=PLAIN).status_code == 200
        except httpx2.TransportError:
            return False

    def pid(self, service: str) -> int:
        """Return the process that a service has now."""
        lines = self.said().splitlines()
        started = [line for line in lines if line.startswith(f"{service}: started")]
        return int(started[-1].rpartition(" ")[2]) if started else 0

    def said(self) -> str:
        """Return what it said so far, and its services."""
        return Path(self._log.name).read_text("utf-8")

    def end(self) -> int:
        """Tell it to end, and return its status; twice is no error."""
        self._process.send_signal(signal.SIGTERM)
        status = self._process.wait(60)
        self._output.close()
        self._log.close()
        return status
