"""Reminds people of deadlines: a day before, and two hours before. Links only, never terms."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from aggregates.deal import DEAL
from aggregates.deal.state import Deal
from aggregates.vocabulary import PersonId
from api.accounts.accounts import Accounts
from api.installation import Installation
from api.mail.notices import write_to
from api.storage.asking import Near, near_deadlines, note_told, waited_for
from api.storage.operations import Transaction
from api.storage.tallies import tally
from ledger.sources import One
from projections.views.deadlines import deadline_rows

HOURS: Final = (2, 24)
AT_ONCE: Final = 50
EVERY: Final = timedelta(seconds=20)


class Reminders:
    """Writes to those on whom a deadline waits; of each once a day before, and once more."""

    name = "reminders"

    def __init__(self, installation: Installation, accounts: Accounts) -> None:
        self._installation = installation
        self._accounts = accounts
        self._next: datetime | None = None

    def round(self) -> bool:
        """Look at the deadlines that are near, if it is time.

        Raises:
            LedgerError: ``unavailable``.
        """
        at = self._accounts.clock()
        if self._next is not None and at < self._next:
            return False
        with self._accounts.operations.transaction() as connection:
            found = near_deadlines(connection, at, HOURS, AT_ONCE)
        told = [self._remind(near) for near in found]
        if len(found) == AT_ONCE and any(told):
            return True
        self._next = at + EVERY
        return False

    def _remind(self, near: Near) -> bool:
        """Remind people of a deadline; False if it is none any more, as the ledger has it."""
        book = self._installation.edition(near.edition)
        deal: Deal = book.state(One(DEAL, near.deal))
        if not still_runs(deal, near):
            return False
        at = self._accounts.clock()
        with self._accounts.operations.transaction() as connection:
            if not note_told(connection, near.key, at):
                return False
            for person in _people(connection, deal, near):
                until, path = near.at.astimezone(UTC), f"/deals/{near.deal}"
                write_to(connection, self._accounts, person, "deadline_near", path, until=until)
                tally(connection, "told", "deadline_near")
        return True


def still_runs(deal: Deal, near: Near) -> bool:
    """Return whether a deadline still stands where it was seen, and its clock runs."""
    return any(
        (row.clock, row.instrument, row.subject, row.at)
        == (near.clock, near.instrument, near.subject, near.at)
        and row.stopped_at is None
        for row in deadline_rows(deal)
    )


def _people(connection: Transaction, deal: Deal, near: Near) -> list[PersonId]:
    """Return on whom the deadline waits; on every side's lead, where it is on nobody's turn."""
    found = waited_for(connection, near)
    return found or sorted({side.lead for side in deal.parties.principals.values()})
