"""Guests: who is asked to read or sign in one deal, and needs no account for it.

A link by e-mail is one way, a code by another is the second: of the person's authenticator app, or
told by the desk over the telephone. The session is about that deal only.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import msgspec

from aggregates.vocabulary import Actor, DealId, PersonId, Role
from api.accounts.accounts import Accounts, Visitor
from api.accounts.backoff import forgive, require_patience
from api.accounts.limits import SIGN_IN, require_origin_within, require_within
from api.accounts.links import Issue, issue_by_mail, require_link, require_links_within
from api.accounts.people import Acts
from api.accounts.second_factor import take, understood
from api.accounts.security import Note, note
from api.accounts.sessions import Beginning, SignedIn, begin_session, may_act
from api.accounts.spoken_codes import take_spoken
from api.accounts.vouching import require_vouches
from api.errors import Language
from api.refusals import ApiError
from api.storage.accounts import account_of
from api.storage.links import Link, use_link
from api.storage.operations import Transaction

LIFETIME: Final = timedelta(hours=2)
"""Of a guest's session."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a guest link is for, as what they come, and the one deal that it is about."""

    person: PersonId
    acts: Acts
    deal: DealId
    language: Language


def invite_guest(accounts: Accounts, by: Actor, asked: Asked) -> Link:
    """Send a link to a registered person's address.

    The caller MUST have seen to it that ``by`` may ask people into the deal.

    Raises:
        ApiError: ``not_vouched_for``, ``person_unlisted``, ``post_missing``,
            ``too_many_requests``.
        LedgerError: ``key_destroyed``.
    """
    with accounts.operations.transaction() as connection:
        require_vouches(connection, accounts, by, asked.person)
        if not may_act(connection, accounts, asked.person, asked.acts):
            acts = asked.acts
            raise ApiError("post_missing", organisation=acts.organisation, role=acts.role.value)
    require_links_within(accounts, by.organisation, asked.person)
    wanted = Issue(
        kind="guest",
        person=asked.person,
        acts=asked.acts,
        by=by.person,
        language=asked.language,
        deal=asked.deal,
    )
    with accounts.operations.transaction() as connection:
        link = issue_by_mail(connection, accounts, wanted)
        entry = Note(
            what="invited",
            person=asked.person,
            by=by.person,
            organisation=by.organisation,
            facts={"link": link.id, "deal": asked.deal},
        )
        note(connection, accounts, entry)
        return link


def sign_in_by_link(accounts: Accounts, token: str, code: str, visitor: Visitor) -> SignedIn:
    """Begin a session about the link's deal. The link is taken only if the code is right.

    Raises:
        ApiError: ``link_unusable``, ``credentials_refused``, ``too_many_requests``,
            ``post_missing`` if the post has ended.
    """
    require_origin_within(accounts, visitor)
    with accounts.operations.transaction() as connection:
        link = require_link(connection, accounts, token, "guest")
    require_within(accounts, SIGN_IN, link.id.encode())
    require_patience(accounts, "link", link.id.encode())
    with accounts.operations.transaction() as connection:
        link = require_link(connection, accounts, token, "guest")
        if _knows_code(connection, accounts, link.person, code):
            use_link(connection, link.id, accounts.clock())
            forgive(connection, accounts, "link", link.id.encode())
            acts = Acts(organisation=link.organisation, role=Role(link.role))
            return begin_session(
                connection,
                accounts,
                Beginning(
                    person=link.person,
                    method="link",
                    visitor=visitor,
                    acts=acts,
                    deal=link.deal,
                    lifetime=LIFETIME,
                ),
            )
        # kept, and not undone: a wrong code is counted
        entry = Note(what="sign_in_refused", person=link.person, visitor=visitor)
        note(connection, accounts, entry)
    raise ApiError("credentials_refused")


def _knows_code(connection: Transaction, accounts: Accounts, person: PersonId, code: str) -> bool:
    account = account_of(connection, person)
    typed = understood(accounts, account, code, accounts.clock())
    if account is not None and typed.factor == "totp" and take(connection, account, typed):
        return True
    return take_spoken(connection, accounts, person, code) is not None
