"""The event that is appended over and over: as long as the mean event of a real deal."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from aggregates.catalogue import EVENTS
from aggregates.deal.terms.events import ClauseTranslated
from aggregates.vocabulary import ClauseText
from ledger.append.request import NewEvent
from ledger.codec import Codec
from ledger.contents import EventContents
from ledger.context import Context
from ledger.envelope import Envelope
from ledger.keys.store import KeyStore

CODEC = Codec(EVENTS)
DEAL = "deal"
SOFTWARE = "counterseal bench"
TEXT = "双方应当在每一季度结束后的三十日内，就叶片产量、港口吞吐量与并网电量提交经审计的报表。" * 3
EVENT = ClauseTranslated(
    at=datetime(2026, 9, 8, 12, tzinfo=UTC),
    instrument="01a2038a-83e3-7458-a120-8981af14a490",
    clause="reporting",
    clause_sha256="c1" * 32,
    language="zh-Hans",
    text=ClauseText(title="报告义务", body=TEXT),
    translation_sha256="7e" * 32,
    by="01a2038a-83e3-7458-a120-8981af14a491",
)


def context(stream: UUID, number: int) -> Context:
    """Return the circumstances of event ``number`` of a client, under a key of its own."""
    return Context(
        actor="01a2038a-83e3-7458-a120-8981af14a491",
        on_behalf_of="01a2038a-83e3-7458-a120-8981af14a492",
        authentication="passkey",
        correlation_id=str(stream),
        idempotency_key=f"{stream}:{number}",
        request=bytes(32),
    )


def sealed(keys: KeyStore) -> NewEvent:
    """Return the event as we store it, so that the others can store as many bytes."""
    log = stream = UUID(int=1)
    name, payload = EventContents(log, CODEC, keys).seal(stream, 1, EVENT)
    envelope = Envelope(log, keys, SOFTWARE, lambda: str(stream))
    return envelope.new_event(name, payload, context(stream, 1))
