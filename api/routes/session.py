"""The session: how somebody comes in, acts as what they are, shows it anew, and leaves."""

from __future__ import annotations

from datetime import datetime

import msgspec

from aggregates.vocabulary import OrganisationId, Role, Sha256
from api.accounts.desk import sign_in_at_desk as at_desk
from api.accounts.guests import sign_in_by_link as by_link
from api.accounts.people import Acts
from api.accounts.powers import powers_held
from api.accounts.sessions import end_session, switch
from api.accounts.sign_in import Answered, Asking, Credentials
from api.accounts.sign_in import ask_passkey as asking_passkey
from api.accounts.sign_in import sign_in as by_password
from api.accounts.sign_in import sign_in_with_passkey as by_passkey
from api.accounts.step_up import Proof, What
from api.accounts.step_up import ask_step_up as asking_step_up
from api.accounts.step_up import step_up as stepping_up
from api.http.asked import Asked
from api.http.reply import Reply
from api.http.router import Router
from api.http.visiting import (
    FORGET_WHAT_WAS_READ,
    SMALL,
    DigestIfAny,
    InSession,
    Label,
    accounts_for,
    begun,
    coming_in,
    ended,
    in_session,
    session_for,
    visitor_of,
)

router = Router("session")


class ActsAs(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """For which organisation, and in which role, somebody acts."""

    organisation: OrganisationId
    role: Role

    @property
    def acts(self) -> Acts:
        """The same, as accounts know it."""
        return Acts(organisation=self.organisation, role=self.role)


class SignIn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``code`` is the one-time code of an app, or a recovery code; ``acting`` one's first post."""

    address: str
    password: str
    code: str
    acting: ActsAs | None = None


class SignInWithPasskey(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The answer of a passkey to what was asked."""

    answer: Answered
    acting: ActsAs | None = None


class SignInByLink(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stood behind the ``#`` of a link, and a code by another way."""

    token: str
    code: str


class SignInAtDesk(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The code that the official at the desk was shown."""

    code: str


class WhoAmI(msgspec.Struct, frozen=True, kw_only=True):
    """Who somebody is, as what they act, and as what else they might."""

    session: InSession
    may_act: tuple[ActsAs, ...]


class StepUpTo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What shall be done: the id of an operation, and the digest of the document, if any.

    For what is done to a paper, also its ``deal``; for a signature whose body names the field of a
    seat, also that field as ``seat``. So it counts for nothing else.
    """

    operation: Label
    document_sha256: DigestIfAny = ""
    deal: Label = ""
    seat: Label = ""

    @property
    def what(self) -> What:
        """The same, as accounts know it."""
        return What(
            operation=self.operation,
            document_sha256=self.document_sha256,
            deal=self.deal,
            seat=self.seat,
        )


class StepUp(StepUpTo, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What shall be done, and the proof: a passkey's answer, or a code."""

    passkey: Answered | None = None
    code: str = ""


class SteppedUp(msgspec.Struct, frozen=True, kw_only=True):
    """Until when the proof counts, and its digest."""

    session: InSession
    operation: str
    document_sha256: Sha256
    method: str
    expires_at: datetime


class MayAsk(msgspec.Struct, frozen=True, kw_only=True):
    """What to ask a passkey, or nothing where the person has none: they have a code."""

    passkey: Asking | None


@router.change("POST", "/session", body=SignIn, answer=InSession, body_bytes=SMALL)
async def sign_in(asked: Asked, sent: SignIn) -> Reply:
    """Come in with a password and a code.

    Whatever was wrong, the refusal is the same: ``credentials_refused``. Five attempts a minute,
    and after five that failed a wait that grows with each, to a quarter of an hour.
    """
    accounts = coming_in(asked)
    credentials = Credentials(address=sent.address, password=sent.password, code=sent.code)
    acts = None if sent.acting is None else sent.acting.acts

    def signed_in() -> Reply:
        return begun(asked, by_password(accounts, credentials, visitor_of(asked), acts))

    return await asked.site.passwords.run(signed_in)


@router.change("POST", "/session/passkey/ask", answer=Asking)
def ask_passkey(asked: Asked) -> Asking:
    """Ask for the challenge that a passkey signs to come in. Nothing is kept of it."""
    return asking_passkey(accounts_for(asked))


@router.change(
    "POST", "/session/passkey", body=SignInWithPasskey, answer=InSession, body_bytes=SMALL
)
def sign_in_with_passkey(asked: Asked, sent: SignInWithPasskey) -> Reply:
    """Come in with a passkey: ``credentials_refused``, ``challenge_stale``."""
    accounts = coming_in(asked)
    acts = None if sent.acting is None else sent.acting.acts
    return begun(asked, by_passkey(accounts, sent.answer, visitor_of(asked), acts))


@router.change("POST", "/session/link", body=SignInByLink, answer=InSession, body_bytes=SMALL)
def sign_in_by_link(asked: Asked, sent: SignInByLink) -> Reply:
    """Come in as a guest, for one deal: ``link_unusable``, ``credentials_refused``."""
    accounts = coming_in(asked)
    return begun(asked, by_link(accounts, sent.token, sent.code, visitor_of(asked)))


@router.change("POST", "/session/desk", body=SignInAtDesk, answer=InSession, body_bytes=SMALL)
def sign_in_at_desk(asked: Asked, sent: SignInAtDesk) -> Reply:
    """Come in at the desk, before an official: ``link_unusable``."""
    accounts = coming_in(asked)
    return begun(asked, at_desk(accounts, sent.code, visitor_of(asked)))


@router.get("/session", answer=WhoAmI)
def read_session(asked: Asked) -> WhoAmI:
    """Read who one is, as what one acts, and as what else one might."""
    accounts, who = accounts_for(asked), asked.who
    held = [
        ActsAs(organisation=post.organisation, role=role)
        for post in accounts.people.posts(who.person)
        for role in post.roles
    ]
    by_power = [
        ActsAs(organisation=power.organisation, role=Role(role))
        for power in powers_held(accounts, who.person)
        for role in power.roles
    ]
    here = InSession(
        session=who.credential,
        person=who.person,
        organisation=who.organisation,
        role=who.role,
        method=who.method,
        deal=who.deal,
    )
    return WhoAmI(session=here, may_act=() if who.deal else (*held, *by_power))


@router.change("DELETE", "/session")
def sign_out(asked: Asked) -> Reply:
    """Leave: the session ends, and its cookie counts no longer."""
    accounts, session = accounts_for(asked), session_for(asked)
    end_session(accounts, session.person, session.id, visitor_of(asked))
    return ended()


@router.change("PUT", "/session/acting", body=ActsAs, answer=InSession)
def switch_acting(asked: Asked, sent: ActsAs) -> Reply:
    """Act otherwise from now on, within one's posts and powers: ``post_missing``."""
    accounts, session = accounts_for(asked), session_for(asked)
    switch(accounts, session, sent.acts, visitor_of(asked))
    now = InSession(
        session=session.id,
        person=session.person,
        organisation=sent.organisation,
        role=sent.role,
        method=session.method,
        deal=session.deal,
    )
    return Reply(content=now, headers=FORGET_WHAT_WAS_READ)


@router.change("POST", "/session/step_up/ask", body=StepUpTo, answer=MayAsk)
def ask_step_up(asked: Asked, sent: StepUpTo) -> MayAsk:
    """Ask for the challenge that a passkey signs to show presence for one operation."""
    return MayAsk(passkey=asking_step_up(accounts_for(asked), session_for(asked), sent.what))


@router.change("POST", "/session/step_up", body=StepUp, answer=SteppedUp, body_bytes=SMALL)
def step_up(asked: Asked, sent: StepUp) -> Reply:
    """Show anew who one is, for five minutes and one operation; the session's cookie changes.

    ``credentials_refused``, ``challenge_stale``, ``too_many_requests``.
    """
    accounts, session = accounts_for(asked), session_for(asked)
    proof = Proof(passkey=sent.passkey, code=sent.code)
    signed_in, made = stepping_up(accounts, session, sent.what, proof, visitor_of(asked))
    told = SteppedUp(
        session=in_session(session),
        operation=made.operation,
        document_sha256=made.document_sha256,
        method=made.method,
        expires_at=made.expires_at,
    )
    return begun(asked, signed_in, told)
