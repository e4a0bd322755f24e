"""Processes that are kept up, stopped, and that do not outlive who keeps them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

from waiting import until

from api.serve.supervisor import Service, Supervisor, Told

LIVES = "import time, sys; from api.serve.leash import end_with_parent; end_with_parent(); "
SLEEPS = f"{LIVES} time.sleep(60)"
DEAF = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1); time.sleep(60)"
)


def python(text: str) -> tuple[str, ...]:
    return (sys.executable, "-c", text)


@contextmanager
def kept_up(*services: Service, grace_seconds: float = 20.0) -> Generator[list[Told]]:
    """Keep services up in a thread, and stop them at the end."""
    told: list[Told] = []
    supervisor = Supervisor(services, told.append, grace_seconds)
    thread = Thread(target=supervisor.run)
    thread.start()
    try:
        yield told
    finally:
        supervisor.stop()
        thread.join(30)


def pids(told: list[Told], news: str = "started") -> list[int]:
    return [one.pid for one in told if one.news == news]


def is_alive(pid: int) -> bool:
    """Return whether the process runs; one that ended and nobody asked after does not."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return " Z " not in Path(f"/proc/{pid}/stat").read_text("ascii")
    return False


def test_what_is_killed_is_started_again() -> None:
    with kept_up(Service("sleeper", python(SLEEPS))) as told:
        until(lambda: len(pids(told)) == 1)
        os.kill(pids(told)[0], signal.SIGKILL)
        until(lambda: len(pids(told)) == 2)
    assert [(one.news, one.status) for one in told] == [
        ("started", None),
        ("ended", -signal.SIGKILL),
        ("started", None),
        ("ended", -signal.SIGTERM),
    ]


def test_what_does_not_end_in_time_is_killed() -> None:
    with kept_up(Service("deaf", python(DEAF)), grace_seconds=0.5) as told:
        until(lambda: len(pids(told)) == 1)
        until(lambda: _ignores_term(pids(told)[0]))
    assert [one.news for one in told] == ["started", "killed", "ended"]


def test_what_was_started_last_ends_first() -> None:
    services = (Service("first", python(SLEEPS)), Service("second", python(SLEEPS)))
    with kept_up(*services) as told:
        until(lambda: len(pids(told)) == 2)
    assert [one.service for one in told if one.news == "ended"] == ["second", "first"]


def test_nothing_outlives_who_keeps_it_up() -> None:
    keeper = f"""
from api.serve.supervisor import *
def tell(told): print(told.pid, flush=True)
Supervisor([Service("sleeper", {python(SLEEPS)!r})], tell).run()
"""
    with subprocess.Popen(python(keeper), stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        child = int(running.stdout.readline())
        running.kill()
    until(lambda: not is_alive(child))


def _ignores_term(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    ignored = next(line for line in status if line.startswith("SigIgn"))
    return bool(int(ignored.split()[1], 16) >> (signal.SIGTERM - 1) & 1)
