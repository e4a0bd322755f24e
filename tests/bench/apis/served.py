"""A fair with deals on its tables, and the whole installation served beside, as in production."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

import httpx2
import msgspec
from bench.frame import talk
from coming_in import ORIGIN
from databases import Database, prepared
from http_deal import Negotiation
from http_fair import opened_fair

from api.clock import now
from api.http.acting import COOKIE
from ledger.embedded import temporary

DEALS = 12
PROCESSES = 2
READY_SECONDS = 60.0
PAST = timedelta(hours=3)
"""How long ago the fair began: each who comes in moves its clock on, and it stays in the past."""


class Side(msgspec.Struct, frozen=True):
    """Somebody who leads in a deal, with the cookie of their session."""

    deal: str
    cookie: str


class Place(msgspec.Struct, frozen=True):
    """What is served: where, its edition, its people, and the processes of ours that work."""

    address: tuple[str, int]
    edition: str
    project: str
    sides: Sequence[Side]
    process: subprocess.Popen[bytes]
    log: Path

    def cpu_seconds(self) -> float:
        """Return how long our processes have been at work, PostgreSQL's not counted."""
        lines = self.log.read_text("utf-8").splitlines()
        started = {line.rpartition(" ")[2] for line in lines if ": started, process " in line}
        return sum(cpu_seconds_of(pid) for pid in {*started, str(self.process.pid)})


@contextmanager
def served() -> Iterator[Place]:
    """Give a fair that two web processes, the projector and a worker serve."""
    with temporary() as server, TemporaryDirectory() as scratch:
        database, folder = prepared(server, "api"), Path(scratch) / "home"
        edition, project, sides = _furnished(database, folder)
        log = Path(scratch) / "log"
        with _running(database, folder, log) as (process, url):
            host, port = url.removeprefix("http://").split(":")
            yield Place((host, int(port)), edition, project, sides, process, log)


def _furnished(database: Database, folder: Path) -> tuple[str, str, Sequence[Side]]:
    talk(f"{DEALS} deals with a letter of intent, each with an offer on the table")
    sides: list[Side] = []
    with opened_fair(database, folder, now() - PAST) as fair:
        for _ in range(DEALS):
            deal = Negotiation(fair).open().engage()
            deal.table().then()
            for who in (deal.lin, deal.ana):
                token = who.cookie["cookie"].removeprefix(f"{COOKIE}=")
                sides.append(Side(deal.deal, f"{COOKIE}={token}"))
        # signed in by a clock that is behind: seen now, and in until later
        change = "UPDATE operations.sessions SET seen_at = %s, ends_at = %s"
        fair.house.change(change, now(), now() + timedelta(hours=4))
        return fair.edition, fair.project, tuple(sides)


@contextmanager
def _running(
    database: Database, folder: Path, log: Path
) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    environment = {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": os.pathsep.join(sys.path),
        "DATABASE_URL": database.dsn(),
        "COUNTERSEAL_PROJECTOR_URL": database.dsn("projector"),
        "COUNTERSEAL_DATA_DIRECTORY": str(folder),
        "COUNTERSEAL_PUBLIC_URL": ORIGIN,
        "COUNTERSEAL_READS_PER_SECOND": "100000",
        "COUNTERSEAL_COMMANDS_PER_SECOND": "100000",
    }
    command = [sys.executable, "-m", "api.cli", "serve", "--port", "0", "--json"]
    with log.open("wb") as told, subprocess.Popen(
        [*command, "--processes", str(PROCESSES)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=told,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            url = msgspec.json.decode(process.stdout.readline(), type=dict[str, str])["url"]
            _wait_until_ready(url)
            yield process, url
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def _wait_until_ready(url: str) -> None:
    deadline = monotonic() + READY_SECONDS
    while monotonic() < deadline:
        with httpx2.Client(timeout=5) as client:
            try:
                if client.get(f"{url}/readyz").status_code == 200:
                    return
            except httpx2.TransportError:
                pass
        sleep(0.2)
    raise TimeoutError(url)


def cpu_seconds_of(pid: str) -> float:
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")
