"""A machine of its own that serves a fair, on which anything can be killed at any time."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from shutil import which
from socket import create_server, socket
from threading import Thread
from typing import BinaryIO

import httpx2
from databases import Database, prepared
from homes import Home
from http_fair import Fair, opened_fair
from serving_here import PLAIN
from waiting import until

from api.clock import now
from api.serve.supervisor import Service, Supervisor, Told

WEB, SEQUENCE = "web 1", "sequence"
POSTGRESQL = "postgresql"
PATIENCE_SECONDS = 120.0
"""Whole programs start here, and a server recovers, on a machine that has other things to do."""
VICTIMS = (POSTGRESQL, WEB, SEQUENCE)


class Machine:
    """A fair, its PostgreSQL, a web process and a sequencer, which are started again if killed."""

    def __init__(
        self, home: Home, database: Database, fair: Fair, listening: socket, log: BinaryIO
    ) -> None:
        self.fair = fair
        self.database = database
        self.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        self._home = home
        self._servers = ExitStack()
        self._pids: dict[str, int] = {}
        self._supervisor = Supervisor([*self._services(listening)], self._told, output=log)
        self._thread = Thread(target=self._supervisor.run, name="supervisor", daemon=True)

    def kill(self, victim: str) -> None:
        """Kill a process as a crash would; it comes back by itself, or is started again here."""
        if victim == POSTGRESQL:
            self._home.crash()
            self._servers.enter_context(self._home.start())
            return
        before = self._pids[victim]
        os.kill(before, signal.SIGKILL)
        until(lambda: self._pids[victim] != before, PATIENCE_SECONDS)

    def is_ready(self) -> bool:
        """Return whether the web process answers, and has its database."""
        try:
            return httpx2.get(f"{self.url}/livez", timeout=5, verify=PLAIN).status_code == 200
        except httpx2.TransportError:
            return False

    @contextmanager
    def running(self) -> Generator[None, None, None]:
        """Run, and end cleanly."""
        self._thread.start()
        try:
            until(self.is_ready, PATIENCE_SECONDS)
            yield
        finally:
            self._supervisor.stop()
            self._thread.join()
            self._servers.close()

    def _told(self, told: Told) -> None:
        if told.news == "started":
            self._pids[told.service] = told.pid

    def _services(self, listening: socket) -> Iterator[Service]:
        environment = which("env")
        assert environment is not None
        program = (
            *(environment, "-u", "COUNTERSEAL_INSECURE_CLOCK"),
            f"DATABASE_URL={self.database.dsn()}",
            f"COUNTERSEAL_SEQUENCER_URL={self.database.dsn('sequencer')}",
            f"COUNTERSEAL_DATA_DIRECTORY={self.fair.folder.absolute()}",
            "COUNTERSEAL_COMMANDS_PER_SECOND=100000",
            *(sys.executable, "-m", "api.cli"),
        )
        number = listening.fileno()
        yield Service(SEQUENCE, (*program, "sequence", "--leashed"))
        yield Service(WEB, (*program, "web", str(number), "--leashed"), (number,))


@contextmanager
def machine(folder: Path, home: Home) -> Generator[Machine, None, None]:
    """Give a machine that serves a fair with nobody at work yet."""
    with home.start() as server, create_server(("127.0.0.1", 0), backlog=128) as listening:
        database = prepared(server, "killed")
        # what is done to found the fair moves its clock on, and nobody may come from the future
        begin = now() - timedelta(minutes=10)
        with (
            opened_fair(database, folder / "fair", begin) as fair,
            (folder / "log").open("wb") as log,
        ):
            made = Machine(home, database, fair, listening, log)
            with made.running():
                yield made
