"""Who read what by virtue of an office: noted before it is shown."""

from __future__ import annotations

from typing import Final

from starlette.concurrency import run_in_threadpool

from api.accounts.accounts import Accounts
from api.http.asked import Asked
from api.storage.logs import Access, put_access

_SAFE: Final = frozenset({"GET", "HEAD"})


def note_access(asked: Asked, resource: str) -> None:
    """Note that who asks reads ``resource`` because of their office; call it in a thread.

    What changes something is in the ledger anyway.

    Raises:
        LedgerError: ``unavailable``: what cannot be noted is not shown.
    """
    accounts = asked.site.find(Accounts)
    if accounts is None or asked.operation.method not in _SAFE:
        return
    who = asked.who
    access = Access(
        at=asked.at,
        person=who.person,
        organisation=who.organisation,
        role=who.role.value,
        operation=asked.operation.id,
        resource=resource,
    )
    with accounts.operations.transaction() as connection:
        put_access(connection, access)


async def noted_access(asked: Asked, resource: str) -> None:
    """As `note_access`, for what runs on the loop."""
    await run_in_threadpool(note_access, asked, resource)
