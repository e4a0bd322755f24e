"""A mandate as tests need one: recorded by Lin for Wen, verified by an official."""

from __future__ import annotations

from people import DAY, NOON

from aggregates.mandate.events import MandateRecorded, MandateVerified
from aggregates.vocabulary import Kind, Money

RECORDED = MandateRecorded(
    at=NOON - DAY,
    mandate="mandate-1",
    organisation="linghai",
    person="wen-hao",
    instruments=(Kind.AGREEMENT, Kind.NDA),
    limit=Money(amount="500000000", currency="CNY"),
    joint=1,
    scope=("sign",),
    valid_from=NOON - DAY,
    valid_until=NOON + DAY,
    evidence_sha256="ab" * 32,
    by="lin-yue",
)
VERIFIED = MandateVerified(at=NOON, office="bureau", by="he-jing")
