"""Group commit in the process: the caller that finds nobody at work appends for all who wait."""

from __future__ import annotations

from collections import deque
from itertools import pairwise
from threading import Lock
from uuid import UUID

import msgspec

from ledger.append.request import Outcome, Request, Stored
from ledger.append.verify import require_leaves
from ledger.append.writer import Writer
from ledger.errors import LedgerError

_LOOK_AGAIN_SECONDS = 1.0


class Queue(msgspec.Struct, frozen=True, kw_only=True):
    """How many requests may wait and how long, and how large one group gets."""

    waiting: int = 1024
    wait_seconds: float = 10.0
    group_requests: int = 128
    group_bytes: int = 8 * 1024 * 1024


class _Ticket:
    """A request in the queue. ``woken`` is held until it is answered or becomes the leader.

    ``following`` is the next to be told of its answer; ``abandoned`` if nobody waits any more.
    """

    __slots__ = ("abandoned", "following", "leads", "outcome", "request", "size", "woken")

    def __init__(self, request: Request) -> None:
        self.request = request
        self.size = _size(request)
        self.outcome: Outcome | LedgerError | None = None
        self.leads = False
        self.abandoned = False
        self.following: _Ticket | None = None
        self.woken = Lock()
        self.woken.acquire()


class Appender:
    """Appends requests to one log from any number of threads. Waits are bounded."""

    def __init__(self, log_id: UUID, writer: Writer, queue: Queue) -> None:
        self._log_id = log_id
        self._writer = writer
        self._queue = queue
        self._mutex = Lock()
        self._waiting: deque[_Ticket] = deque()
        self._led = False
        self._alarm: LedgerError | None = None

    @property
    def waiting(self) -> int:
        """How many requests wait for their turn."""
        return len(self._waiting)

    def append(self, request: Request) -> Outcome:
        """Append one request and return what came of it, once that is durable.

        Raises:
            LedgerError: ``queue_full`` or ``busy`` (nothing was stored, come back later);
                ``unavailable`` (it may have been stored: send the same key again);
                ``key_reused``; ``append_refused``; ``leaf_mismatch`` (an alarm: the log answered
                something else than what was sent, and this appender refuses from now on).
        """
        ticket = _Ticket(request)
        self._join(ticket)
        if not ticket.leads:
            self._wait(ticket)
        if ticket.leads:
            self._lead()
        return self._verified(ticket)

    def halt(self, alarm: LedgerError) -> None:
        """Refuse from now on, with ``alarm``: something is wrong with the log."""
        self._alarm = alarm

    def close(self) -> None:
        """Give the connection back. Nobody may be appending."""
        self._writer.close()

    def _join(self, ticket: _Ticket) -> None:
        with self._mutex:
            if self._alarm is not None:
                raise _again(self._alarm)
            if len(self._waiting) >= self._queue.waiting:
                raise LedgerError("queue_full", waiting=len(self._waiting))
            self._waiting.append(ticket)
            ticket.leads = not self._led
            self._led = True

    def _wait(self, ticket: _Ticket) -> None:
        """Return when the ticket is answered, or leads."""
        try:
            if not ticket.woken.acquire(timeout=self._queue.wait_seconds):
                self._leave(ticket)
        except BaseException:  # an interrupt, perhaps: those who wait behind must not hang
            self._abandon(ticket)
            raise
        self._tell(ticket.following)

    def _leave(self, ticket: _Ticket) -> None:
        """Give up waiting; but not as the leader, nor once the request is being written."""
        with self._mutex:
            if ticket.leads:  # the lead came when the time was over: nobody else would take it
                return
            if ticket in self._waiting:
                self._waiting.remove(ticket)
                raise LedgerError("busy", waited_seconds=self._queue.wait_seconds)
        while ticket.outcome is None:
            ticket.woken.acquire(timeout=_LOOK_AGAIN_SECONDS)

    def _abandon(self, ticket: _Ticket) -> None:
        with self._mutex:
            if ticket in self._waiting:
                self._waiting.remove(ticket)
                if ticket.leads:
                    self._hand_over()
                return
            ticket.abandoned = True
            told = ticket.woken.acquire(blocking=False)
        if told:
            self._tell(ticket.following)

    def _lead(self) -> None:
        with self._mutex:
            group = self._next_group()
        outcomes: list[Outcome | LedgerError] = [LedgerError("unavailable", reason="interrupted")]
        outcomes *= len(group)
        try:
            outcomes = self._writer.write([ticket.request for ticket in group])
        finally:
            # the next leader starts before these are told: the database never waits for us
            with self._mutex:
                self._hand_over()
            # who waits looks by itself now and then: with its answer it must know whom to tell
            for ticket, following in pairwise(group[1:]):
                ticket.following = following
            for ticket, outcome in zip(group, outcomes, strict=True):
                ticket.outcome = outcome
            self._tell(group[1] if len(group) > 1 else None)

    def _tell(self, ticket: _Ticket | None) -> None:
        """Wake who comes next, and nobody else: a crowd would only wait for the interpreter."""
        while ticket is not None:
            with self._mutex:
                ticket.woken.release()
                if not ticket.abandoned:
                    return
            ticket = ticket.following

    def _next_group(self) -> list[_Ticket]:
        """Take from the queue what fits, and one request of a key: a twin waits for its answer."""
        group = [self._waiting.popleft()]
        size = group[0].size
        keys = {_command(group[0])}
        while self._waiting and len(group) < self._queue.group_requests:
            ticket = self._waiting[0]
            size += ticket.size
            if size > self._queue.group_bytes or _command(ticket) in keys:
                break
            keys.add(_command(ticket))
            group.append(self._waiting.popleft())
        return group

    def _hand_over(self) -> None:
        """Let the first who waits lead. Needs the mutex."""
        self._led = bool(self._waiting)
        if self._waiting:
            self._waiting[0].leads = True
            self._waiting[0].woken.release()

    def _verified(self, ticket: _Ticket) -> Outcome:
        outcome = ticket.outcome
        assert outcome is not None  # noqa: S101 - whoever led has answered it
        if isinstance(outcome, LedgerError):
            raise _again(outcome)
        if isinstance(outcome, Stored):
            try:
                require_leaves(self._log_id, ticket.request, outcome)
            except LedgerError as alarm:
                self._alarm = alarm
                raise
        return outcome


def _command(ticket: _Ticket) -> tuple[str, str]:
    return ticket.request.actor, ticket.request.key


def _size(request: Request) -> int:
    events = sum(len(event.payload) for part in request.parts for event in part.events)
    return events + sum(len(blob.sealed) for blob in request.blobs)


def _again(failed: LedgerError) -> LedgerError:
    """Return a fresh one: threads that share a failure must not share its traceback."""
    return LedgerError(failed.code, **failed.facts)
