"""Messages that tell somebody to look: one link to where there is something to do, and no more."""

from __future__ import annotations

from datetime import datetime

from aggregates.vocabulary import PersonId
from api.accounts.accounts import Accounts
from api.mail.messages import Enclosed, Kind
from api.mail.sending import Posted, language_of, post
from api.refusals import ApiError
from api.storage.accounts import account_of
from api.storage.operations import Transaction
from ledger.errors import LedgerError

_NOBODY = frozenset({"person_unlisted", "key_destroyed"})


def write_to(  # noqa: PLR0913 - what there is to say of a message
    connection: Transaction,
    accounts: Accounts,
    person: PersonId,
    kind: Kind,
    path: str,
    *,
    until: datetime | None = None,
    facts: dict[str, str] | None = None,
    enclosed: Enclosed | None = None,
) -> bool:
    """Put a message in that links to ``path`` on the fair's pages, in the language of its reader.

    It goes if the transaction is kept. False if there is nobody any more who could read it.
    """
    account = account_of(connection, person)
    posted = Posted(
        person=person,
        kind=kind,
        language=language_of(account.language if account else "en"),
        link=f"{accounts.place.origin}{path}",
        until=until,
        facts=facts or {},
        enclosed=enclosed,
    )
    try:
        post(connection, accounts, posted)
    except (ApiError, LedgerError) as gone:
        if gone.code not in _NOBODY:
            raise
        return False
    return True
