"""Samples of what happens to a mandate."""

from __future__ import annotations

from aggregates.mandate.events import (
    MandateExercised,
    MandateRecorded,
    MandateRevoked,
    MandateVerified,
)
from aggregates.vocabulary import Kind, Money
from samples.world import at, digest

EVENTS = (
    MandateRecorded(
        at=at(1),
        mandate="M-1",
        organisation="linghai",
        person="wen-hao",
        instruments=(Kind.AGREEMENT, Kind.LETTER_OF_INTENT, Kind.NDA),
        limit=Money(amount="500000000", currency="CNY"),
        joint=2,
        scope=("approve", "sign"),
        valid_from=at(1, 0, 0),
        valid_until=at(30, 0, 0),
        evidence_sha256=digest("resolution of the board"),
        by="lin-yue",
    ),
    MandateVerified(at=at(1, 15), office="bureau", by="he-jing"),
    MandateRevoked(at=at(20), reason="He has left the company.", by="lin-yue"),
    MandateExercised(
        at=at(14, 11),
        deal="deal-1",
        instrument="agreement-1",
        field="linghai-1",
        amount=Money(amount="480000000", currency="CNY"),
        terms_sha256=digest("terms of agreement-1"),
    ),
)
