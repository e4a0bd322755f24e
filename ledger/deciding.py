"""From a command to its answer: read, decide, append, and again if somebody else was faster."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from time import monotonic
from typing import NamedTuple

from aggregates.aggregate import EventsByStream
from aggregates.chronology import in_order
from aggregates.vocabulary import Command
from ledger.append.appender import Appender
from ledger.append.request import Conflict, Stored
from ledger.context import Context
from ledger.drafting import Blob, Draft, Drafting
from ledger.envelope import Envelope
from ledger.errors import LedgerError
from ledger.one_by_one import OneByOne, Turn
from ledger.reader import Reader, StreamView
from ledger.recorded import Answer
from ledger.rows import Known
from ledger.sources import Source

ATTEMPTS = 4
"""A decision is made once, and at most three times again."""


class _Task(NamedTuple):
    sources: tuple[Source[object], ...]
    decision: Callable[..., EventsByStream]
    command: object
    context: Context
    blobs: Sequence[Blob]
    came: float


class Deciding:
    """Handles commands on one log; see `ledger.book.Book.handle` for what it promises."""

    def __init__(
        self,
        appender: Appender,
        reader: Reader,
        drafting: Drafting,
        envelope: Envelope,
        one_by_one: OneByOne,
    ) -> None:
        self._appender = appender
        self._reader = reader
        self._drafting = drafting
        self._envelope = envelope
        self._one_by_one = one_by_one

    def handle(
        self,
        sources: tuple[Source[object], ...],
        decision: Callable[..., EventsByStream],
        command: object,
        context: Context,
        blobs: Sequence[Blob],
    ) -> Answer:
        """Return the answer to ``command``, decided when it is its turn at its first stream."""
        came = monotonic() if context.came is None else context.came
        task = _Task(sources, decision, command, context, blobs, came)
        first, conflicts = sources[0], 0
        with self._one_by_one.turn((first.aggregate, first.keys[0])) as turn, ExitStack() as ends:
            while True:
                reading = self._reader.for_decision(sources, context)
                if reading.known is not None:
                    return self._first_answer(reading.known, context)
                if reading.is_free or turn.is_alone:
                    answer = self._decided(task, reading.opened())
                    if isinstance(answer, Answer):
                        return answer
                    if answer is None:  # a twin was recorded: the next turn finds its answer
                        continue
                    conflicts += 1
                    if conflicts == ATTEMPTS:
                        raise answer
                if not turn.is_alone:
                    ends.enter_context(self._alone(turn, first))

    def _decided(self, task: _Task, views: Mapping[str, StreamView]) -> Answer | LedgerError | None:
        """Return the answer; a conflict; or nothing where a twin was recorded meanwhile."""
        _require_match(task.sources, views, task.context)
        histories = {key: view.events for key, view in views.items()}
        asked = _in_order(task, views)
        decided = task.decision(*(source.state(histories) for source in task.sources), asked)
        if not any(decided.values()):
            return Answer()
        draft = self._drafting.draft(views, decided, task.context, task.blobs)
        outcome = self._appender.append(draft.request)
        if isinstance(outcome, Stored):
            return _answer(draft, outcome)
        return _conflict(views, outcome) if isinstance(outcome, Conflict) else None

    @contextmanager
    def _alone(self, turn: Turn, first: Source[object]) -> Generator[None, None, None]:
        with self._reader.alone(first):
            turn.is_alone = True
            try:
                yield
            finally:
                turn.is_alone = False

    def _first_answer(self, known: Known, context: Context) -> Answer:
        """Return the answer that this command got when it was recorded.

        Raises:
            LedgerError: ``key_reused`` if another request came under the same key;
                ``answer_foreign`` if what is recorded at its positions is another command's.
        """
        if not hmac.compare_digest(known.request_hmac, self._envelope.request_hmac(context)):
            raise LedgerError("key_reused", key=context.idempotency_key)
        recorded = self._reader.between(known.first_position, known.last_position)
        # the row is not sealed: whoever moves its positions would have us open any deal for them
        for one in recorded:
            if (one.meta.actor, one.meta.idempotency_key) != (
                context.actor,
                context.idempotency_key,
            ):
                raise LedgerError("answer_foreign", position=one.position)
        return Answer(
            positions=tuple(one.position for one in recorded),
            versions=tuple(one.version for one in recorded),
            events=tuple(one.event for one in recorded),
            leaf_hashes=tuple(one.leaf_hash for one in recorded),
            recorded_at=recorded[0].recorded_at,
            resource_ids=tuple(known.resource_ids),
            repeated=True,
        )


def _in_order(task: _Task, views: Mapping[str, StreamView]) -> object:
    """Return the command in its place in time: whom an outage held up is not late by that."""
    if not isinstance(task.command, Command):
        return task.command
    before = (view.events[-1].at for view in views.values() if view.events)
    return in_order(task.command, before, timedelta(seconds=monotonic() - task.came))


def _require_match(
    sources: tuple[Source[object], ...], views: Mapping[str, StreamView], context: Context
) -> None:
    key = sources[0].keys[0]
    if context.if_match is not None and views[key].version != context.if_match:
        raise LedgerError(
            "stale", stream=key, expected=context.if_match, version=views[key].version
        )


def _answer(draft: Draft, stored: Stored) -> Answer:
    first = stored.first_position
    return Answer(
        positions=tuple(range(first, first + len(draft.events))),
        versions=draft.versions,
        events=draft.events,
        leaf_hashes=stored.leaf_hashes,
        recorded_at=stored.recorded_at,
        resource_ids=draft.request.resource_ids,
    )


def _conflict(views: Mapping[str, StreamView], conflict: Conflict) -> LedgerError:
    stream = next(key for key, view in views.items() if view.stream_id.bytes == conflict.stream_id)
    return LedgerError("conflict", stream=stream, version=conflict.version)
