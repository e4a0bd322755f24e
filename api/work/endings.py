"""Counts the sealed papers that end soon, once a day, for who watches: it archives nothing.

Archiving anew gives every owner a new file, so people of the registry decide when. Where no paper
can end, because the time-stamping unit's certificate is good for longer, none is looked at.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from api.archives.ending import endings
from api.clock import Clock
from api.installation import Installation
from api.storage.operations import Operations
from api.storage.tallies import ENDING, note

EVERY: Final = timedelta(days=1)
WITHIN: Final = {"60_days": timedelta(days=60), "year": timedelta(days=365)}
"""What is counted, by its label: to the doctor the first is a problem, the second a notice."""


class Endings:
    """Counts what `counterseal archives due` lists."""

    name = "endings"

    def __init__(self, installation: Installation, operations: Operations, clock: Clock) -> None:
        self._installation = installation
        self._operations = operations
        self._clock = clock
        self._next: datetime | None = None

    def round(self) -> bool:
        """Count them, if it is time.

        Raises:
            LedgerError: as reading the ledger.
        """
        at = self._clock()
        if self._next is not None and at < self._next:
            return False
        longest = at + max(WITHIN.values())
        ends = [one.until for one in endings(self._installation, self._operations, longest)]
        with self._operations.transaction() as connection:
            for label, within in WITHIN.items():
                note(connection, ENDING, label, sum(until < at + within for until in ends))
        self._next = at + EVERY
        return False
