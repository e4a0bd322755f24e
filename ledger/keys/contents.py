"""What a process knows of a key file: its slots by the name of their key, and names by owner."""

from __future__ import annotations

from collections.abc import Iterable

from ledger.errors import LedgerError
from ledger.keys.slots import SLOT_BYTES, Slot
from ledger.keys.store import Key


class Contents:
    """The slots before ``end``, as they were when the header counted ``changes``.

    Grows at its end only, and adding what is there already changes nothing: threads may read it
    while others add to it. Once a slot was overwritten, another instance takes its place.
    """

    def __init__(self, changes: int) -> None:
        self.changes = changes
        self.end = SLOT_BYTES
        self.slots: dict[bytes, Slot] = {}
        self.kid_of: dict[bytes, bytes] = {}

    def add(self, slots: Iterable[Slot], end: int) -> None:
        """Take in the slots up to ``end``."""
        for slot in slots:
            self.slots[slot.kid] = slot
            self.kid_of[slot.owner] = slot.kid
        self.end = end


def live_key(slot: Slot) -> Key:
    """Return the key in ``slot``.

    Raises:
        LedgerError: ``key_destroyed`` if it is a tombstone.
    """
    if not slot.secret:
        raise LedgerError("key_destroyed", kid=slot.kid.hex())
    return Key(slot.kid, slot.secret)
