"""The desk: visitors without a device, and people who have lost what they sign in with."""

from __future__ import annotations

from datetime import datetime

import msgspec

from aggregates.vocabulary import OrganisationId, PersonId, Role, Sha256
from api.accounts.desk import DocumentType, Seen, receive
from api.accounts.people import Acts
from api.accounts.recovery import recover_at_desk as recovering
from api.accounts.sessions import attended_sessions, session_by_id
from api.accounts.step_up import attest_presence as attesting
from api.http.asked import Asked
from api.http.router import Router
from api.http.visiting import (
    Digest,
    InSession,
    Label,
    accounts_for,
    in_session,
    session_for,
    visitor_of,
)
from api.mail.sending import report_bounce as reporting
from api.routes.session import StepUpTo

router = Router("desk")


class Shown(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The identity document that an official looked at. Only its digest is kept."""

    document_type: DocumentType
    document_sha256: Digest


class Receive(Shown, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who stands before the official, as what they come, and what they showed."""

    person: PersonId
    organisation: OrganisationId
    role: Role


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """The code for the visitors' device. It counts once, for five minutes."""

    code: str
    expires_at: datetime


class Attested(msgspec.Struct, frozen=True, kw_only=True):
    """Until when what the official has attested counts."""

    operation: str
    document_sha256: Sha256
    expires_at: datetime


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """A link is on its way to the person's registered address."""

    link: str
    expires_at: datetime


class Bounce(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the message that came back gives as its reason: a code such as ``550``."""

    reason: Label


@router.change("POST", "/desk/receive", body=Receive, answer=Received)
def receive_visitor(asked: Asked, sent: Receive) -> Received:
    """Let somebody sign in at the desk who has shown an identity document.

    ``person_unlisted``, ``post_missing``, ``four_eyes_at_desk``.
    """
    accounts = accounts_for(asked)
    session_for(asked)
    seen = Seen(
        person=sent.person,
        acts=Acts(organisation=sent.organisation, role=sent.role),
        document_type=sent.document_type,
        document_sha256=sent.document_sha256,
    )
    code, link = receive(accounts, asked.actor, seen, visitor_of(asked))
    return Received(code=code, expires_at=link.expires_at)


@router.get("/desk/sessions", answer=tuple[InSession, ...])
def list_visitors(asked: Asked) -> tuple[InSession, ...]:
    """List the sessions at the desk that one attends, the newest first."""
    accounts = accounts_for(asked)
    return tuple(in_session(one) for one in attended_sessions(accounts, asked.who.person))


@router.change("POST", "/desk/sessions/{session}/attest", body=StepUpTo, answer=Attested)
def attest_presence(asked: Asked, sent: StepUpTo) -> Attested:
    """Attest that one sees the visitor of a session do something: ``not_at_your_desk``."""
    accounts, own = accounts_for(asked), session_for(asked)
    visit = session_by_id(accounts, asked.path["session"])
    made = attesting(accounts, own.person, visit, sent.what, visitor_of(asked))
    return Attested(
        operation=made.operation,
        document_sha256=made.document_sha256,
        expires_at=made.expires_at,
    )


@router.change("POST", "/people/{person}/recover_at_desk", body=Shown, answer=Sent)
def recover_at_desk(asked: Asked, sent: Shown) -> Sent:
    """Let somebody in again who has shown an identity document.

    ``account_unlisted``, ``four_eyes_at_desk``, ``too_many_requests``.
    """
    accounts, person = accounts_for(asked), asked.path["person"]
    session_for(asked)
    document = (sent.document_type, sent.document_sha256)
    link = recovering(accounts, asked.actor, person, document, visitor_of(asked))
    return Sent(link=link.id, expires_at=link.expires_at)


@router.change("POST", "/mails/{mail}/report_bounce", body=Bounce)
def report_bounce(asked: Asked, sent: Bounce) -> None:
    """Say that a message came back; whoever had it sent is told: ``mail_unlisted``."""
    reporting(accounts_for(asked), asked.path["mail"], sent.reason)
