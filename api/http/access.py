"""Who read what by virtue of an office: noted before it is shown."""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool

from api.accounts.accounts import Accounts
from api.http.asked import Asked
from api.refusals import ApiError
from api.storage.logs import Access, put_access

PURPOSE: Final = "access-purpose"
"""The header that says what somebody reads for by virtue of their office."""
PURPOSE_MAX: Final = 200

_SAFE: Final = frozenset({"GET", "HEAD"})


def note_access(asked: Asked, resource: str) -> None:
    """Note that who asks reads ``resource`` because of their office; call it in a thread.

    What changes something is in the ledger anyway.

    Raises:
        LedgerError: ``unavailable``: what cannot be noted is not shown.
        ApiError: as `purpose_of`.
    """
    accounts = asked.site.find(Accounts)
    if accounts is None or asked.operation.method not in _SAFE:
        return
    who, purpose = asked.who, purpose_of(asked)
    access = Access(
        at=asked.at,
        person=who.person,
        organisation=who.organisation,
        role=who.role.value,
        operation=asked.operation.id,
        resource=resource,
        purpose=purpose,
    )
    with accounts.operations.transaction() as connection:
        put_access(connection, access)


def purpose_of(asked: Asked) -> str:
    """Return what somebody reads for, as the header says: UTF-8, percent-encoded where need be.

    Raises:
        ApiError: ``purpose_missing`` where the fair asks for it; ``purpose_malformed`` for more
            than two hundred characters, or what is no line of text.
    """
    purpose = unquote(asked.request.headers.get(PURPOSE, "")).strip()
    if len(purpose) > PURPOSE_MAX or not purpose.isprintable():
        raise ApiError("purpose_malformed", longest=PURPOSE_MAX)
    if not purpose and asked.site.settings.ask_purpose:
        raise ApiError("purpose_missing", header=PURPOSE)
    return purpose


async def noted_access(asked: Asked, resource: str) -> None:
    """As `note_access`, for what runs on the loop."""
    await run_in_threadpool(note_access, asked, resource)
