"""Receipts of binding steps, by e-mail to who took them: as soon as enough have seen them, once."""

from __future__ import annotations

from typing import Final

from api.accounts.accounts import Accounts
from api.installation import Installation
from api.receipts.follow import follow
from api.receipts.witnessing import Witnessing
from api.storage.receipts import next_due
from api.storage.tallies import tally

AT_ONCE: Final = 50


class FollowingReceipts:
    """Makes messages of the receipts that were not handed over with the answer."""

    name = "receipts"

    def __init__(
        self, installation: Installation, accounts: Accounts, witnessing: Witnessing
    ) -> None:
        self._installation = installation
        self._accounts = accounts
        self._witnessing = witnessing

    def round(self) -> bool:
        """Make messages of what is due.

        Raises:
            LedgerError: ``unavailable``.
        """
        return all(self._next() for _ in range(AT_ONCE))

    def _next(self) -> bool:
        """Look at the receipt that waits longest; return whether there was one."""
        with self._accounts.operations.transaction() as connection:
            due = next_due(connection, self._accounts.clock())
            if due is None:
                return False
            book = self._installation.edition(str(due.log_id))
            if follow(connection, self._accounts, self._witnessing, book, due):
                tally(connection, "told", "receipt")
        return True
