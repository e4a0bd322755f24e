"""Accounts elsewhere with which one signs in: linked and unlinked, with presence shown."""

from __future__ import annotations

from typing import Annotated

import msgspec
from starlette.concurrency import run_in_threadpool

from api.accounts.outside import leave_on_arrival as leaving_on_arrival
from api.accounts.outside import leave_to_link as leaving_to_link
from api.accounts.outside import unlink
from api.http.asked import Asked
from api.http.reply import Reply
from api.http.router import Router
from api.http.visiting import accounts_for, session_for, visitor_of
from api.routes.session_outside import Elsewhere, left, provider_of

router = Router("account")


class Arriving(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one was given when one's account was made."""

    arrival: Annotated[str, msgspec.Meta(max_length=1000)]


@router.change("POST", "/account/outside/{provider}/leave", answer=Elsewhere)
async def leave_to_link(asked: Asked) -> Reply:
    """Leave for a provider, to link the account there; it is linked by `come_back`.

    ``provider_unlisted``, ``outside_linked``, ``account_unlisted``, ``provider_away``,
    ``provider_unfit``.
    """
    accounts, provider = accounts_for(asked), provider_of(asked)
    session = await run_in_threadpool(session_for, asked)
    departure = await run_in_threadpool(
        leaving_to_link, accounts, session, provider.id, provider.issuer
    )
    return await left(asked, accounts, provider, departure)


@router.change(
    "POST", "/account/outside/{provider}/leave_on_arrival", body=Arriving, answer=Elsewhere
)
async def leave_on_arrival(asked: Asked, sent: Arriving) -> Reply:
    """Leave for a provider, as `leave_to_link`, having just made one's account.

    The second factor with which that was made stands for presence: ``departure_stale`` if it was
    longer ago than five minutes, in another session, or has served already.
    """
    accounts, provider = accounts_for(asked), provider_of(asked)
    session = await run_in_threadpool(session_for, asked)
    departure = await run_in_threadpool(
        leaving_on_arrival, accounts, session, provider.id, provider.issuer, sent.arrival
    )
    return await left(asked, accounts, provider, departure)


@router.change("DELETE", "/account/outside/{link}")
def unlink_outside(asked: Asked) -> None:
    """Let an account elsewhere sign one in no longer: ``outside_unlisted``, ``last_factor``."""
    accounts, session = accounts_for(asked), session_for(asked)
    unlink(accounts, session, asked.path["link"], visitor_of(asked))
