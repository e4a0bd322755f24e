"""Envelopes of events that tests make beside a ledger."""

from __future__ import annotations

from typing import Final

from ledger.meta import Meta, meta_bytes

NOBODYS: Final = meta_bytes(
    Meta(
        actor="",
        authentication="",
        causation_id="",
        correlation_id="",
        event_id="",
        idempotency_key="",
        on_behalf_of="",
        software="",
    )
)
"""An envelope that says nothing."""
