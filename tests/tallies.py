"""Two tiny aggregates for tests of the ledger: a tally that is raised, and a cap on tallies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import count
from typing import TypeAlias

import msgspec

from aggregates.aggregate import Aggregate, EventsByStream
from aggregates.errors import RuleError
from aggregates.vocabulary import Event
from ledger.codec import Codec
from ledger.context import Context

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class TallyRaised(Event, frozen=True, kw_only=True, tag="tally.raised.v1"):
    """The tally rose; ``note`` may name a file by its digest, ``pdf_sha256`` one as its paper."""

    by: int
    note: str = ""
    pdf_sha256: str | msgspec.UnsetType = msgspec.UNSET


class CapSet(Event, frozen=True, kw_only=True, tag="cap.set.v1"):
    """No tally may rise above ``limit``."""

    limit: int


class CapUsed(Event, frozen=True, kw_only=True, tag="cap.used.v1"):
    """A part of the cap was used up."""

    by: int


class RatePinned(Event, frozen=True, kw_only=True, tag="rates.pinned.v1"):
    """An event of an aggregate that is stored in clear."""

    rate: str


CapEvent: TypeAlias = CapSet | CapUsed


class Cap(msgspec.Struct, frozen=True):
    """What is left of the cap."""

    left: int = 0


def raise_total(total: int, event: TallyRaised) -> int:
    return total + event.by


def change_cap(cap: Cap, event: CapEvent) -> Cap:
    return Cap(event.limit) if isinstance(event, CapSet) else Cap(cap.left - event.by)


TALLY: Aggregate[int, TallyRaised] = Aggregate("tally", 0, raise_total, (TallyRaised,))
CAP: Aggregate[Cap, CapEvent] = Aggregate("cap", Cap(), change_cap, (CapSet, CapUsed))
RATES: Aggregate[str, RatePinned] = Aggregate("rates", "", lambda _, e: e.rate, (RatePinned,))

EVENTS: Mapping[str, type[Event]] = {
    "tally.raised.v1": TallyRaised,
    "cap.set.v1": CapSet,
    "cap.used.v1": CapUsed,
    "rates.pinned.v1": RatePinned,
}
CODEC = Codec(EVENTS)


class Raise(msgspec.Struct, frozen=True):
    """Raise a tally ``by`` so much; by nothing is already so."""

    by: int
    note: str = ""
    pdf_sha256: str | msgspec.UnsetType = msgspec.UNSET


def raise_tally(total: int, command: Raise) -> Sequence[TallyRaised]:
    """Raise, but never above a million.

    Raises:
        RuleError: ``too_much``.
    """
    if total + command.by > 1_000_000:
        raise RuleError("too_much", total=total)
    raised = TallyRaised(at=NOON, by=command.by, note=command.note, pdf_sha256=command.pdf_sha256)
    return [raised] if command.by else []


def set_cap(_: Cap, limit: int) -> Sequence[CapSet]:
    return [CapSet(at=NOON, limit=limit)]


def pin_rate(_: str, rate: str) -> Sequence[RatePinned]:
    return [RatePinned(at=NOON, rate=rate)]


def raise_under(key: str, cap_key: str) -> Callable[[int, Cap, Raise], EventsByStream]:
    """Return the decision that raises a tally and uses up the cap, both or neither."""

    def decide(_: int, cap: Cap, command: Raise) -> EventsByStream:
        if command.by > cap.left:
            raise RuleError("above_cap", left=cap.left)
        return {
            key: [TallyRaised(at=NOON, by=command.by)],
            cap_key: [CapUsed(at=NOON, by=command.by)],
        }

    return decide


_numbers = count(1)


def context(key: str = "", *, actor: str = "ann", request: bytes = b"", **more: object) -> Context:
    """Return the circumstances of a command, under a key of its own unless one is given."""
    return msgspec.convert(
        {
            "actor": actor,
            "authentication": "passkey",
            "correlation_id": "c-1",
            "idempotency_key": key or f"key-{next(_numbers)}",
            "request": request,
            **more,
        },
        Context,
    )
