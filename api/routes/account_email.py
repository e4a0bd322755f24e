"""Taking another e-mail address: two links, one to each address."""

from __future__ import annotations

from typing import Annotated

import msgspec

from api.accounts import email_change
from api.accounts.addresses import LENGTH_MAX
from api.accounts.email_change import EmailAsked
from api.http.asked import Asked
from api.http.router import Router
from api.http.visiting import SMALL, accounts_for, coming_in, session_for, visitor_of

router = Router("account")


class NewEmail(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The address to be written to."""

    email: Annotated[str, msgspec.Meta(max_length=LENGTH_MAX)]


class EmailToken(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stood behind the ``#`` of a link to an address."""

    token: str


@router.change(
    "POST", "/account/email", body=NewEmail, answer=EmailAsked, body_bytes=SMALL, limit="heavy"
)
def ask_email_change(asked: Asked, sent: NewEmail) -> EmailAsked:
    """Ask to be written to at another address: it gets a link, and the old one can stop it.

    ``address_malformed``, ``address_unchanged``, ``email_change_recent``, ``too_many_requests``.
    """
    accounts, session = accounts_for(asked), session_for(asked)
    return email_change.ask_email_change(accounts, session, sent.email, visitor_of(asked))


@router.change(
    "POST", "/account/email/confirm", body=EmailToken, answer=EmailAsked, body_bytes=SMALL
)
def confirm_email_change(asked: Asked, sent: EmailToken) -> EmailAsked:
    """Take the new address, by the link that it got; every other session ends.

    ``link_unusable``, ``account_exists``.
    """
    accounts, session = accounts_for(asked), session_for(asked)
    return email_change.confirm_email_change(accounts, session, sent.token, visitor_of(asked))


@router.change("POST", "/account/email/stop", body=EmailToken, body_bytes=SMALL)
def stop_email_change(asked: Asked, sent: EmailToken) -> None:
    """Keep the old address, or put it back, by the link that it got, without signing in.

    Every session and key of the account ends, and for a day nobody signs with it:
    ``link_unusable``.
    """
    email_change.stop_email_change(coming_in(asked), sent.token, visitor_of(asked))
