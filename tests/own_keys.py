"""An own key of Wen Hao of Linghai, step by step: offered, certified, withdrawn."""

from __future__ import annotations

from datetime import timedelta

from people import NOON

from aggregates.keyring.events import KeyCertified, KeyOffered, KeyWithdrawn

KEY = "1a" * 32
OFFERED = KeyOffered(
    at=NOON,
    key=KEY,
    organisation="linghai",
    mandate="mandate-1",
    proof_sha256="2b" * 32,
    by="wen-hao",
)
CERTIFIED = KeyCertified(
    at=NOON,
    key=KEY,
    mandate="mandate-1",
    certificate_sha256="3c" * 32,
    serial="4711",
    valid_until=NOON + timedelta(days=730),
    by="lin-yue",
)
WITHDRAWN = KeyWithdrawn(at=NOON, key=KEY, ground="key_compromise", by="wen-hao")
