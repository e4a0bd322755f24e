"""What is done in a session at the desk, its person is told at once."""

from __future__ import annotations

from api.accounts.accounts import Accounts
from api.accounts.desk_notices import tell_done
from api.accounts.sessions import AT_DESK, session_by_id
from api.http.asked import Asked
from ledger.recorded import Answer


def tell_who_is_at_desk(asked: Asked, answer: Answer) -> None:
    """Tell the person of a session at the desk what was recorded in it; sent again, once.

    Raises:
        LedgerError: ``unavailable``: the command is recorded, and sent again it is told.
    """
    acting = asked.acting
    if acting is None or acting.method != AT_DESK or not answer.positions:
        return
    accounts = asked.site.the(Accounts)
    session = session_by_id(accounts, acting.credential)
    done = f"{session.id}:{asked.operation.id}:{answer.positions[0]}"
    tell_done(accounts, session, asked.operation.id, done)
