"""Clients that write, read and follow at once, and take down what they see."""

from __future__ import annotations

import random
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import msgspec
from histories.record import Entry, History, Outcome, Read, Recording, Write
from histories.subject import Refused, Subject, Unanswered

STREAMS = ("s0", "s1", "s2", "s3")
SIZES = (1, 1, 1, 2, 5)
"""How many events a command has: mostly one."""
LOOK_SECONDS = 0.002
RETRY_SECONDS = 0.02


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """What clients send; ``insists``: some commands again that were answered."""

    seed: int
    streams: Sequence[str] = STREAMS
    sizes: Sequence[int] = SIZES
    writers: int = 8
    insists: bool = True


class Clients:
    """So many writers, two readers and two followers, until they are told to stop.

    The load's seed decides what each does; when is for the machine to say.
    """

    def __init__(self, subject: Subject, load: Load) -> None:
        self.recording = Recording()
        self.enough = Event()
        self._subject = subject
        self._load = load
        self._followed: list[list[Entry]] = []

    def write(self, client: int) -> None:
        """Record one command after the other; send it again while there is no answer."""
        chance = random.Random(f"{self._load.seed} {client}")  # noqa: S311 - a load, and no secret
        number = 0
        while not self.enough.is_set():
            number += 1
            key, stream = f"{client}-{number}", chance.choice(self._load.streams)
            events = chance.choice(self._load.sizes)
            while self.send(key, stream, events) is Outcome.UNKNOWN and not self.enough.wait(
                RETRY_SECONDS
            ):
                continue
            if self._load.insists and chance.random() < 0.1:
                self.send(key, stream, events)

    def read(self, client: int) -> None:
        """Read one stream after the other."""
        chance = random.Random(f"{self._load.seed} reader {client}")  # noqa: S311
        while not self.enough.wait(LOOK_SECONDS):
            stream, began = chance.choice(self._load.streams), self.recording.now()
            try:
                keys = self._subject.read(stream)
            except Unanswered:
                continue
            ended = self.recording.now()
            self.recording.read(Read(stream=stream, began=began, ended=ended, keys=keys))

    def follow(self) -> None:
        """Follow the log from its beginning, and to its end when all is done."""
        followed: list[Entry] = []
        self._followed.append(followed)
        while True:
            is_last = self.enough.is_set()
            try:
                handed = self._subject.follow(followed[-1].position if followed else 0)
            except Unanswered:
                handed = ()
            followed += handed
            if is_last and not handed:
                return
            self.enough.wait(LOOK_SECONDS)

    def history(self, others: Iterable[str] = ()) -> History:
        """Return what was seen, and the log that it came to; everybody must have ended."""
        return self.recording.history(whole(self._subject), self._followed, others)

    @property
    def handed(self) -> int:
        """Return the last position that any follower was handed."""
        return max((one[-1].position for one in self._followed if one), default=0)

    def send(self, key: str, stream: str, events: int) -> Outcome:
        """Send a command once."""
        began = self.recording.now()
        outcome, positions = Outcome.OK, tuple[int, ...]()
        try:
            positions = self._subject.write(key, stream, events)
        except Unanswered:
            outcome = Outcome.UNKNOWN
        except Refused:
            outcome = Outcome.REFUSED
        self.recording.wrote(
            Write(
                key=key,
                stream=stream,
                events=events,
                began=began,
                ended=self.recording.now(),
                outcome=outcome,
                positions=positions,
            )
        )
        return outcome


@contextmanager
def at_work(subject: Subject, load: Load) -> Generator[Clients, None, None]:
    """Let clients work on a ledger; all have ended at the end."""
    clients, writers = Clients(subject, load), load.writers
    with ThreadPoolExecutor(writers + 4) as threads:
        tasks: list[Future[None]] = [threads.submit(clients.write, n) for n in range(writers)]
        tasks += [threads.submit(clients.read, n) for n in range(2)]
        tasks += [threads.submit(clients.follow) for _ in range(2)]
        try:
            yield clients
        finally:
            clients.enough.set()
            for task in tasks:
                task.result()


def whole(subject: Subject) -> list[Entry]:
    """Return the whole log, read in peace."""
    log: list[Entry] = []
    while more := subject.follow(log[-1].position if log else 0):
        log += more
    return log
