"""Reminding those who lead a deal that nobody has moved for long, when an organiser asks for it."""

from __future__ import annotations

from typing import Final

from aggregates.deal.guards import LIVE
from aggregates.deal.state import Deal
from api.accounts.accounts import Accounts
from api.mail.notices import write_to
from api.storage.asking import note_told
from api.storage.tallies import tally

_WHAT: Final = "deal_stale"


def remind_of(accounts: Accounts, deal: Deal) -> int:
    """Write to the lead of every side, once a day (UTC) at most; return to how many.

    None is written to of a deal that is not under way.

    Raises:
        LedgerError: ``unavailable``.
    """
    at = accounts.clock()
    if deal.stage not in LIVE:
        return 0
    leads = sorted({side.lead for side in deal.parties.principals.values()})
    with accounts.operations.transaction() as connection:
        if not note_told(connection, f"{_WHAT}:{deal.id}:{at.date().isoformat()}", at):
            return 0
        written = [
            write_to(connection, accounts, lead, _WHAT, f"/deals/{deal.id}") for lead in leads
        ]
        tally(connection, "told", _WHAT)
    return sum(written)
