"""Clearing away what nobody can use any more."""

from __future__ import annotations

from api.accounts.accounts import Accounts
from api.accounts.sessions import IDLE
from api.storage.expired import remove_expired


def clear_expired(accounts: Accounts) -> int:
    """Remove what has expired, and return how many rows that were. To be called every minute.

    Raises:
        LedgerError: ``unavailable``.
    """
    with accounts.operations.transaction() as connection:
        return remove_expired(connection, accounts.clock(), IDLE)
