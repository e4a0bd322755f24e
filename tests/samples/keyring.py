"""Samples of what happens to a keyring."""

from __future__ import annotations

from aggregates.keyring.events import KeyCertified, KeyOffered, KeyWithdrawn
from samples.world import at, digest

EVENTS = (
    KeyOffered(
        at=at(10),
        key=digest("wen-hao's key"),
        organisation="linghai",
        mandate="M-1",
        proof_sha256=digest("proof of wen-hao's key"),
        by="wen-hao",
    ),
    KeyCertified(
        at=at(11),
        key=digest("wen-hao's key"),
        mandate="M-1",
        certificate_sha256=digest("certificate of wen-hao"),
        serial="d873a1f04c2e48b1957ae00c1f6db235",
        valid_until=at(30),
        by="lin-yue",
    ),
    KeyWithdrawn(at=at(20), key=digest("wen-hao's key"), ground="key_compromise", by="wen-hao"),
)
