"""Homes for embedded servers that root and ordinary users can use alike, and what runs there."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
import psycopg

from ledger.embedded import Server, start
from ledger.embedded.layout import Layout, layout_of
from ledger.locks import is_held


class Home(msgspec.Struct, frozen=True):
    """A home, and the state directory that root uses in its place."""

    path: Path
    state: Path

    @property
    def layout(self) -> Layout:
        """Where everything is, for whoever runs the tests."""
        return layout_of(self.path, self.state)

    def start(self, wait_seconds: float = 60) -> Server:
        """Use the server of this home."""
        return start(self.path, state=self.state, wait_seconds=wait_seconds)

    @property
    def postmaster(self) -> int:
        """The server's process."""
        return int((self.layout.data / "postmaster.pid").read_text().split()[0])

    @property
    def runs(self) -> bool:
        """Whether any process of the server is alive."""
        return is_held(self.layout.running)

    def kill(self) -> None:
        """Kill the server as a crash would, and wait until no process of it is left."""
        os.kill(self.postmaster, signal.SIGKILL)
        self.wait_until_gone()

    def crash(self) -> None:
        """Kill every process of the server at once, whichever its file names by now."""
        deadline = time.monotonic() + 60
        while self.runs and time.monotonic() < deadline:
            postmaster, children = self.postmaster, ""
            with suppress(OSError):  # it is going, or its file still names the one before
                children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text()
            for process in (postmaster, *map(int, children.split())):
                with suppress(ProcessLookupError):  # it had ended by itself
                    os.kill(process, signal.SIGKILL)
            time.sleep(0.01)
        assert not self.runs

    def wait_until_gone(self) -> None:
        """Wait until no process of the server is left."""
        deadline = time.monotonic() + 60
        while self.runs and time.monotonic() < deadline:
            time.sleep(0.01)
        assert not self.runs


@contextmanager
def passable_folder() -> Generator[Path, None, None]:
    """Make a folder that the server's user can pass through, and remove it."""
    folder = Path(tempfile.mkdtemp(prefix="counterseal-test-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def answer(dsn: str, query: str) -> object:
    """Return the one value that ``query`` gives."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]


def command(dsn: str, statement: str) -> None:
    """Run a statement outside a transaction."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(statement.encode())
