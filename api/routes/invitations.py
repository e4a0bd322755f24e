"""Invitations: to make an account, or to come as a guest to one deal."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from aggregates.deal import DEAL
from aggregates.vocabulary import OrganisationId, PersonId, Role
from api.accounts import invitations
from api.accounts.accounts import Accounts
from api.accounts.guests import Asked as Guest
from api.accounts.guests import invite_guest as inviting_guest
from api.accounts.invitations import Accepting, Invited, NewPasskey, Offered
from api.accounts.links import links_into
from api.accounts.links import revoke_link as revoking
from api.accounts.people import Acts
from api.accounts.spoken_codes import speak_code as speaking
from api.http.asked import Asked
from api.http.guard import require_related
from api.http.reply import Reply
from api.http.router import Router
from api.http.visiting import (
    SMALL,
    InSession,
    accounts_for,
    begun,
    coming_in,
    in_session,
    visitor_of,
)
from api.refusals import ApiError
from api.storage.links import Link
from ledger.sources import One

router = Router("invitations")


class InviteTo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """In which language the message speaks."""

    language: Literal["en", "zh"] = "en"


class InviteGuest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom a link is for, and as what they come."""

    person: PersonId
    organisation: OrganisationId
    role: Role
    language: Literal["en", "zh"] = "en"


class Token(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stood behind the ``#`` of a link."""

    token: str


class Accept(Token, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A password with a code of the app that was connected, or a passkey, or all of it."""

    password: str = ""
    code: str = ""
    passkey: NewPasskey | None = None


class Accepted(msgspec.Struct, frozen=True, kw_only=True):
    """One is in. The recovery codes are shown this once.

    With ``arrival`` one links an account elsewhere without showing presence again: by
    `leave_on_arrival`, within five minutes, in this session, once. It is empty after a recovery.
    """

    session: InSession
    recovery_codes: tuple[str, ...]
    arrival: str


class LinkKept(msgspec.Struct, frozen=True, kw_only=True):
    """A link that was sent, without what opens it."""

    link: str
    kind: str
    person: PersonId
    role: Role
    issued_by: PersonId
    issued_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


class SpokenCode(msgspec.Struct, frozen=True, kw_only=True):
    """The code to tell the person by voice. It counts once, for a quarter of an hour."""

    code: str


@router.change("POST", "/people/{person}/invite", body=InviteTo, answer=LinkKept, limit="heavy")
def invite_person(asked: Asked, sent: InviteTo) -> LinkKept:
    """Ask a registered person, at their registered address, to make an account.

    ``person_unlisted``, ``not_vouched_for``, ``account_exists``, ``post_missing``,
    ``post_unconfirmed``, ``too_many_requests``.
    """
    accounts = accounts_for(asked)
    person = asked.path["person"]
    return _kept(invitations.invite(accounts, asked.actor, person, sent.language))


@router.change("POST", "/deals/{deal}/invite_guest", body=InviteGuest, answer=LinkKept)
def invite_guest(asked: Asked, sent: InviteGuest) -> LinkKept:
    """Ask somebody to read and sign in one deal, without an account.

    ``deal_unknown``, ``person_unlisted``, ``post_missing``, ``not_vouched_for``.
    """
    deal = asked.path["deal"]
    require_related(asked, asked.site.places.deal(deal).state(One(DEAL, deal)))
    if asked.actor.organisation != sent.organisation:
        raise ApiError("not_vouched_for")
    acts = Acts(organisation=sent.organisation, role=sent.role)
    guest = Guest(person=sent.person, acts=acts, deal=deal, language=sent.language)
    return _kept(inviting_guest(asked.site.the(Accounts), asked.actor, guest))


@router.change("POST", "/people/{person}/speak_code", answer=SpokenCode)
def speak_code(asked: Asked) -> SpokenCode:
    """Take a code to tell a guest by voice, once the desk knows who it speaks with."""
    accounts, person = accounts_for(asked), asked.path["person"]
    return SpokenCode(code=speaking(accounts, asked.who.person, person, visitor_of(asked)))


@router.change("POST", "/invitations/look_up", body=Token, answer=Invited, body_bytes=SMALL)
def look_up_invitation(asked: Asked, sent: Token) -> Invited:
    """Read what a link asks. It names no terms, and stays usable: ``link_unusable``."""
    return invitations.look_up(accounts_for(asked), sent.token, visitor_of(asked))


@router.change("POST", "/invitations/offer", body=Token, answer=Offered, body_bytes=SMALL)
def offer_account(asked: Asked, sent: Token) -> Offered:
    """Ask for what the account can be made with: ``link_unusable``. Nothing is kept of it."""
    return invitations.offer(coming_in(asked), sent.token, visitor_of(asked))


@router.change("POST", "/invitations/accept", body=Accept, answer=Accepted, body_bytes=SMALL)
async def accept_invitation(asked: Asked, sent: Accept) -> Reply:
    """Make the account and come in. The link counts once.

    ``link_unusable``, ``proof_missing``, ``credentials_refused``, ``passkey_refused``,
    ``challenge_stale``, ``password_guessable``, ``password_too_short``, ``account_exists``.
    """
    accounts = coming_in(asked)
    accepting = Accepting(password=sent.password, code=sent.code, passkey=sent.passkey)

    def accepted() -> Reply:
        made = invitations.accept(accounts, sent.token, accepting, visitor_of(asked))
        session = in_session(made.signed_in.session)
        told = Accepted(session=session, recovery_codes=made.recovery_codes, arrival=made.arrival)
        return begun(asked, made.signed_in, told)

    return await asked.site.passwords.run(accepted)


@router.get("/organisations/{organisation}/invitations", answer=tuple[LinkKept, ...])
def list_invitations(asked: Asked) -> tuple[LinkKept, ...]:
    """List the links into one's organisation, the newest first, 500 at most."""
    accounts = accounts_for(asked)
    return tuple(_kept(link) for link in links_into(accounts, _own_organisation(asked)))


@router.change("DELETE", "/organisations/{organisation}/invitations/{link}")
def revoke_invitation_link(asked: Asked) -> None:
    """Take a link into one's organisation back: ``link_unlisted``."""
    accounts, organisation = accounts_for(asked), _own_organisation(asked)
    who, link = asked.who.person, asked.path["link"]
    revoking(accounts, who, organisation, link, visitor_of(asked))


def _own_organisation(asked: Asked) -> OrganisationId:
    organisation = asked.path["organisation"]
    if organisation != asked.who.organisation:
        raise ApiError("organisation_unlisted", organisation=organisation)
    return organisation


def _kept(link: Link) -> LinkKept:
    return LinkKept(
        link=link.id,
        kind=link.kind,
        person=link.person,
        role=Role(link.role),
        issued_by=link.issued_by,
        issued_at=link.issued_at,
        expires_at=link.expires_at,
        used_at=link.used_at,
        revoked_at=link.revoked_at,
    )
