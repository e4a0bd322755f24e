"""Archives what is executed: letters, NDAs, amendments and terminations at once, of itself.

The agreement that a deal is about is sealed by the registry's people, at the ceremony; if nobody
did until the deadline of its signing, it is here too. Where an optional seat is still empty, that
deadline is awaited as well: a seal ends all signing. The read models say what waits for a seal; the
rules, and the ledger, say whether it does.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Final

from aggregates.deal.state import Instrument
from aggregates.errors import RuleError
from aggregates.vocabulary import SYSTEM, Actor, DealId, InstrumentId, Role
from api.clock import Clock
from api.contracts.prepare_seal import prepare_seal
from api.contracts.room import Room
from api.installation import Installation
from api.storage.operations import Operations
from api.storage.plays import may_end_clocks
from api.storage.sealing import Awaiting, awaiting_seal
from ledger.context import Context
from ledger.errors import LedgerError

AT_ONCE: Final = 20
EVERY: Final = timedelta(seconds=1)
OVERTAKEN: Final = frozenset({"conflict", "blob_unknown", "key_destroyed"})


class Sealing:
    """Seals for the registry what waits for nobody any more."""

    name = "sealing"

    def __init__(self, installation: Installation, operations: Operations, clock: Clock) -> None:
        self._installation = installation
        self._operations = operations
        self._clock = clock
        self._next: datetime | None = None
        self._after: Awaiting | None = None

    def round(self) -> bool:
        """Seal what is due, if it is time to look; nothing while a play is put into the ledger.

        Raises:
            LedgerError: ``unavailable``; SignatureError: as sealing.
        """
        at = self._clock()
        if self._next is not None and at < self._next:
            return False
        waiting = self._waiting()
        for one in waiting:
            self._seal(one)
        # those that are not due stay in the list: what comes after them is looked at, too
        more = len(waiting) == AT_ONCE
        self._after = waiting[-1] if more else None
        self._next = None if more else at + EVERY
        return more

    def _waiting(self) -> list[Awaiting]:
        with self._operations.transaction() as connection:
            if not may_end_clocks(connection):
                return []
            return awaiting_seal(connection, self._after, AT_ONCE)

    def _seal(self, awaiting: Awaiting) -> None:
        """Seal one paper, if it is due and was not sealed meanwhile."""
        book, at = self._installation.edition(awaiting.edition), self._clock()
        room = Room(self._installation, book, awaiting.deal)
        try:
            deal = book.state(room.source)
            instrument = deal.instruments[awaiting.instrument]
            if not is_due(instrument, at, leading=instrument.id == deal.leading):
                return
            prepared = prepare_seal(room, deal, instrument, at, _registry(awaiting))
            if prepared is not None:
                prepared.carried_out(book, _context(awaiting.deal, awaiting.instrument))
        except RuleError:
            return  # suspended, or overtaken: the read models will say so
        except LedgerError as wrong:
            if wrong.code not in OVERTAKEN:
                raise


def is_due(instrument: Instrument, at: datetime, *, leading: bool) -> bool:
    """Return whether an instrument that waits for its seal is sealed without being asked to."""
    signing = instrument.signing
    if signing is None or signing.sealed or signing.awaited():
        return False
    whole = all(field in signing.signed for field in signing.seats)
    return (whole and not leading) or at >= signing.expires_at.at


def _registry(awaiting: Awaiting) -> Actor:
    return Actor(person=SYSTEM, organisation=awaiting.office, role=Role.REGISTRY)


def _context(deal: DealId, instrument: InstrumentId) -> Context:
    named = f"{deal}/{instrument}".encode()
    return Context(
        actor=SYSTEM,
        authentication="system",
        correlation_id=deal,
        idempotency_key=f"seal:{hashlib.sha256(named).hexdigest()}",
        request=named,
    )
