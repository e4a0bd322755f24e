"""Keeps processes up: one that dies is started again, and all are stopped when we are.

Each is told to end by SIGTERM and has a grace for what is under way. Each ends by itself when we
die, however we die: its standard input closes (see `leash`).
"""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from threading import Event
from time import monotonic
from typing import BinaryIO, Final, Literal, TypeAlias

import msgspec

LOOK_SECONDS: Final = 0.1
STEADY_SECONDS: Final = 30.0
"""Who has been up for so long is started again at once."""
FIRST_PAUSE_SECONDS: Final = 0.2
LONGEST_PAUSE_SECONDS: Final = 10.0

News: TypeAlias = Literal["started", "ended", "killed"]


class Service(msgspec.Struct, frozen=True):
    """A process to keep up: what it is called, its command line, descriptors that it inherits."""

    name: str
    command: tuple[str, ...]
    descriptors: tuple[int, ...] = ()


class Told(msgspec.Struct, frozen=True):
    """What happened to a service; ``status`` as of `subprocess.Popen.returncode`."""

    service: str
    news: News
    pid: int
    status: int | None = None


class Kept:
    """One service, and the process that it has now."""

    def __init__(
        self, service: Service, tell: Callable[[Told], None], output: BinaryIO | None = None
    ) -> None:
        """``output`` is where the process writes, if not where we do."""
        self.service = service
        self._tell = tell
        self._output = output
        self._process: subprocess.Popen[bytes] | None = None
        self._since = 0.0
        self._pause = 0.0
        self._due = 0.0

    def look(self) -> None:
        """Start it, or start it again when it has died and its pause is over."""
        if self._process is not None and self._process.poll() is not None:
            self._note_end(self._process)
            steady = monotonic() - self._since > STEADY_SECONDS
            self._pause = (
                0.0
                if steady
                else min(self._pause * 2 or FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS)
            )
            self._due = monotonic() + self._pause
        if self._process is None and monotonic() >= self._due:
            self._start()

    def ask_to_end(self) -> None:
        """Tell it to end."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)

    def end(self, deadline: float) -> None:
        """Wait for its end until ``deadline``, then kill it."""
        if self._process is None:
            return
        process = self._process
        try:
            process.wait(max(deadline - monotonic(), 0))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            self._tell(Told(self.service.name, "killed", process.pid, process.returncode))
        self._note_end(process)

    def _start(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own words, each one an argument
            self.service.command,
            stdin=subprocess.PIPE,
            stdout=self._output,
            stderr=self._output,
            pass_fds=self.service.descriptors,
            start_new_session=True,
        )
        self._since = monotonic()
        self._tell(Told(self.service.name, "started", self._process.pid))

    def _note_end(self, process: subprocess.Popen[bytes]) -> None:
        if process.stdin is not None:
            process.stdin.close()
        self._process = None
        self._tell(Told(self.service.name, "ended", process.pid, process.returncode))


class Supervisor:
    """Several services. `stop` may be called from a signal handler or another thread."""

    def __init__(
        self,
        services: Sequence[Service],
        tell: Callable[[Told], None],
        grace_seconds: float = 20.0,
        output: BinaryIO | None = None,
    ) -> None:
        self._kept = [Kept(service, tell, output) for service in services]
        self._grace_seconds = grace_seconds
        self._stopping = Event()

    def stop(self) -> None:
        """Let `run` stop everything and return."""
        self._stopping.set()

    def run(self) -> None:
        """Keep all services up until told to stop; then stop them, those started last first."""
        try:
            while not self._stopping.is_set():
                for kept in self._kept:
                    kept.look()
                self._stopping.wait(LOOK_SECONDS)
        finally:
            for kept in self._backwards():
                kept.ask_to_end()
            deadline = monotonic() + self._grace_seconds
            for kept in self._backwards():
                kept.end(deadline)

    def _backwards(self) -> Iterator[Kept]:
        return reversed(self._kept)
