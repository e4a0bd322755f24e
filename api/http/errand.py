"""A command under way: its log, its circumstances, and what it came to."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeVar

import msgspec
from msgspec.structs import replace

from aggregates.aggregate import EventsByStream
from aggregates.vocabulary import Command, Event
from api.contracts.prepared import Prepared, Streams
from api.http.asked import Asked
from api.http.at_desk import tell_who_is_at_desk
from api.http.etag import version_in
from api.http.guard import require_related
from api.refusals import ApiError
from ledger.book import Book
from ledger.context import Context
from ledger.errors import LedgerError
from ledger.recorded import Answer
from ledger.sources import One, Source

S = TypeVar("S")

_BEFORE_DECIDING: Final = frozenset({"stale", "key_reused"})
"""What the ledger says before the table could be asked."""

KEY: Final = re.compile(r'"?(?P<key>[A-Za-z0-9._:/-]{1,128})"?', re.ASCII)
"""What an ``Idempotency-Key`` is; quotes around it are not part of it."""


class Errand(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked, the log that it goes to, and what is stored with it."""

    asked: Asked
    book: Book
    context: Context

    def carried_out(self, prepared: Prepared) -> Answer:
        """Decide and append, if who asks may; see `Book.handle`.

        The table is asked about the very state that is decided on. Whether a version is stale, or
        a key was used in this log before, is told only to whom it may be told that there is
        anything at all.

        Raises:
            RuleError, LedgerError: as `Book.handle`.
            ApiError: as `require_related`.
        """

        def guarded(*given: object) -> Sequence[Event] | EventsByStream:
            require_related(self.asked, given[0])
            return prepared.decision(*given)

        try:
            answer = replace(prepared, decision=guarded).carried_out(self.book, self.context)
        except LedgerError as wrong:
            if wrong.code in _BEFORE_DECIDING:
                require_related(self.asked, self.book.state(first_of(prepared.streams)))
            raise
        tell_who_is_at_desk(self.asked, answer)
        return answer

    def look(self, source: One[S]) -> tuple[S | None, Answer]:
        """Return the state of ``source`` if who asks may, or what this command came to before.

        For a command that something must be made for: not made twice, nor for who may not.

        Raises:
            LedgerError, ApiError: as `carried_out`.
        """
        seen: list[S] = []

        def looking(state: S, _: object) -> Sequence[Event]:
            seen.append(state)
            return ()

        nothing = Command(actor=self.asked.actor, at=self.asked.at)
        asked = Prepared(streams=source, decision=looking, command=nothing)
        answer = self.carried_out(asked)
        return (seen[-1] if seen else None), answer

    def version(self, streams: Streams, answer: Answer) -> int:
        """Return the version of the first stream after ``answer``."""
        first = first_of(streams)
        written = [
            version
            for version, event in zip(answer.versions, answer.events, strict=True)
            if name_of(event).startswith(f"{first.aggregate}.")
        ]
        return max(written) if written else self.book.load(first).versions[first.keys[0]]


def first_of(streams: Streams) -> Source[object]:
    """Return the stream that a command is about."""
    return streams[0] if isinstance(streams, tuple) else streams


def name_of(event: Event) -> str:
    """Return the stored name of an event."""
    return str(event.__struct_config__.tag)


def errand_of(asked: Asked, place: Callable[[Asked], Book], body: object) -> Errand:
    """Return the errand for a body, to the log that ``place`` finds.

    Its headers are read first: who may not know whether there is such a log learns nothing by
    leaving them out.

    Raises:
        ApiError: ``idempotency_key_missing``, ``idempotency_key_malformed``,
            ``if_match_missing``, ``if_match_malformed``; what ``place`` raises.
    """
    who = asked.who
    context = Context(
        actor=who.person,
        on_behalf_of=who.organisation,
        authentication=who.method,
        correlation_id=asked.correlation_id,
        causation_id=asked.request_id,
        idempotency_key=_key(asked),
        request=_digest(asked, body),
        if_match=_if_match(asked),
        came=asked.came,
    )
    return Errand(asked=asked, book=place(asked), context=context)


def _key(asked: Asked) -> str:
    given = asked.request.headers.get("idempotency-key")
    if given is None:
        raise ApiError("idempotency_key_missing")
    found = KEY.fullmatch(given.strip())
    if found is None:
        raise ApiError("idempotency_key_malformed")
    return found["key"]


def _if_match(asked: Asked) -> int | None:
    given = asked.request.headers.get("if-match")
    if given is not None:
        return version_in(given)
    if asked.operation.if_match:
        raise ApiError("if_match_missing")
    return None


def _digest(asked: Asked, body: object) -> bytes:
    """Return what tells whether the same key comes with another request."""
    who = asked.who
    request: Mapping[str, object] = {
        "operation": asked.operation.id,
        "path": dict(asked.path),
        "organisation": who.organisation,
        "role": who.role.value,
        "body": body,
    }
    return hashlib.sha256(msgspec.json.encode(request, order="deterministic")).digest()
