"""One worker: does its jobs in turns until it is told to stop, whatever fails meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Event, Thread
from time import monotonic
from typing import Final

from api.errors import CODED_ERRORS
from api.http.log import Logger, places_of
from api.work.job import Job

PAUSE_SECONDS: Final = 0.5
"""How long a worker rests when nothing was due."""
AFTER_FAILURE_SECONDS: Final = 5.0


def uncounted(_job: str, _code: str) -> None:
    """Count nothing."""


class Worker:
    """Several jobs, in one thread. `stop` may be called from a signal handler."""

    def __init__(
        self,
        jobs: Sequence[Job],
        log: Logger,
        pause_seconds: float = PAUSE_SECONDS,
        failed: Callable[[str, str], None] = uncounted,
    ) -> None:
        """Do ``jobs``; ``failed`` is told the job and the code of each failure, and raises none."""
        self._jobs = jobs
        self._log = log
        self._pause_seconds = pause_seconds
        self._failed = failed
        self._stopping = Event()
        self._resting: dict[str, float] = {}

    def stop(self) -> None:
        """Let `run` return after the job that is under way."""
        self._stopping.set()

    def run(self) -> None:
        """Work until told to stop."""
        while not self._stopping.is_set():
            if not self.turn():
                self._stopping.wait(self._pause_seconds)

    def turn(self) -> bool:
        """Do a round of each job; return whether there may be more to do at once."""
        more = [self._round(job) for job in self._jobs if not self._stopping.is_set()]
        return any(more)

    def _round(self, job: Job) -> bool:
        if self._resting.get(job.name, 0.0) > monotonic():
            return False
        try:
            return job.round()
        except Exception as failed:  # noqa: BLE001 -- a fault of one job must not stop the others
            code = failed.code if isinstance(failed, CODED_ERRORS) else type(failed).__name__
            self._log.error("job_failed", job=job.name, code=code, places=places_of(failed))
            self._failed(job.name, code)
            self._resting[job.name] = monotonic() + AFTER_FAILURE_SECONDS
            return False


class Crew:
    """Workers side by side: who waits for somebody outside keeps nobody else waiting."""

    def __init__(self, workers: Sequence[Worker]) -> None:
        self._workers = workers

    def stop(self) -> None:
        """Let `run` return after the jobs that are under way."""
        for worker in self._workers:
            worker.stop()

    def run(self) -> None:
        """Work, each worker in a thread, until told to stop."""
        first, *others = self._workers
        threads = [Thread(target=worker.run, name="worker") for worker in others]
        for thread in threads:
            thread.start()
        try:
            first.run()
        finally:
            self.stop()
            for thread in threads:
                thread.join()
