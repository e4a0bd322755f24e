"""The keyring: the keys of an organisation's signatories that are kept outside the server."""

from __future__ import annotations

from typing import Final, get_args

from aggregates.aggregate import Aggregate
from aggregates.keyring.events import KeyringEvent
from aggregates.keyring.state import Keyring, evolve

KEYRING: Final[Aggregate[Keyring, KeyringEvent]] = Aggregate(
    "keyring", Keyring(), evolve, get_args(KeyringEvent)
)
"""How the ledger binds a keyring: one stream for each organisation in an edition."""
