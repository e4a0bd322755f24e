"""One's own account: how one signs in, where one is in, what happened. Keys stand in `keys`."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime

import msgspec

from aggregates.vocabulary import OrganisationId, PersonId, Role
from api.accounts import own
from api.accounts.access import security_of
from api.accounts.desk_notices import AtDesk, done_at_desks
from api.accounts.invitations import NewPasskey
from api.accounts.recovery import cancel_recovery as cancelling
from api.accounts.sessions import end_other_sessions, end_session, own_sessions
from api.accounts.sign_in import Asking
from api.http.asked import Asked
from api.http.router import Router
from api.http.visiting import SMALL, Label, accounts_for, session_for, visitor_of
from api.outside.outside import Outside
from api.refusals import ApiError
from api.storage.accounts import Passkey
from api.storage.logs import Entry
from api.storage.outside import OutsideLink
from api.storage.sessions import Session

router = Router("account")


class PasskeyKept(msgspec.Struct, frozen=True, kw_only=True):
    """A passkey; ``passkey`` is its credential id in base64url."""

    passkey: str
    label: str
    created_at: datetime
    used_at: datetime | None


class OutsideKept(msgspec.Struct, frozen=True, kw_only=True):
    """An account elsewhere that one has linked: at which provider, and since when.

    Of a provider that is no longer asked, ``name`` is what it called itself, and ``usable`` false.
    """

    link: str
    name: str
    usable: bool
    linked_at: datetime
    used_at: datetime | None


class OwnAccount(msgspec.Struct, frozen=True, kw_only=True):
    """How one can sign in: no secret of it."""

    has_password: bool
    has_app: bool
    recovery_codes_left: int
    passkeys: tuple[PasskeyKept, ...]
    outside: tuple[OutsideKept, ...] = ()


class OwnSession(msgspec.Struct, frozen=True, kw_only=True):
    """Where one is in; ``here`` is the session in which one asks.

    ``attended_by`` is the official at whose ``desk`` it began, if it began there.
    """

    session: str
    organisation: OrganisationId
    role: Role
    method: str
    attended_by: PersonId
    desk: OrganisationId
    agent: str
    begun_at: datetime
    seen_at: datetime
    ends_at: datetime
    here: bool


class Ended(msgspec.Struct, frozen=True, kw_only=True):
    """How many ended."""

    ended: int


class NewPassword(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The password that one has, and the one that one wants."""

    old: str
    new: str


class AppOffered(msgspec.Struct, frozen=True, kw_only=True):
    """A secret for an authenticator app, also as the address that a QR code says."""

    secret: str
    address: str


class AppCode(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A code that the app shows."""

    code: str


class RecoveryCodes(msgspec.Struct, frozen=True, kw_only=True):
    """Ten codes, shown this once."""

    recovery_codes: tuple[str, ...]


class AddPasskey(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A passkey that a browser has made, and what to call it."""

    label: Label
    made: NewPasskey


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    """Something that concerns security: what, when, about whom, by whom."""

    at: datetime
    what: str
    person: PersonId
    by: PersonId
    organisation: OrganisationId
    facts: dict[str, str]


@router.get("/account", answer=OwnAccount)
def read_account(asked: Asked) -> OwnAccount:
    """Read how one can sign in."""
    found = own.own_account(accounts_for(asked), asked.who.person)
    return OwnAccount(
        has_password=found.has_password,
        has_app=found.has_app,
        recovery_codes_left=found.recovery_codes_left,
        passkeys=tuple(_kept(passkey) for passkey in found.passkeys),
        outside=tuple(_linked(asked.site.find(Outside), one) for one in found.outside),
    )


@router.get("/account/sessions", answer=tuple[OwnSession, ...])
def list_sessions(asked: Asked) -> tuple[OwnSession, ...]:
    """List where one is in, the newest first."""
    accounts, here = accounts_for(asked), asked.who.credential
    return tuple(_shown(found, here) for found in own_sessions(accounts, asked.who.person))


@router.change("DELETE", "/account/sessions/{session}")
def end_one_session(asked: Asked) -> None:
    """End one of one's sessions: ``session_unknown``."""
    accounts, own_session = accounts_for(asked), session_for(asked)
    end_session(accounts, own_session.person, asked.path["session"], visitor_of(asked))


@router.change("DELETE", "/account/sessions", answer=Ended)
def end_sessions(asked: Asked) -> Ended:
    """End every session but this one."""
    accounts, session = accounts_for(asked), session_for(asked)
    ended = end_other_sessions(accounts, session.person, session.id, visitor_of(asked))
    return Ended(ended=ended)


@router.change("PUT", "/account/password", body=NewPassword, body_bytes=SMALL)
async def change_password(asked: Asked, sent: NewPassword) -> None:
    """Take another password; every other session ends.

    ``credentials_refused``, ``password_guessable``, ``password_too_short``, ``password_too_long``.
    """

    def changed() -> None:
        accounts, session = accounts_for(asked), session_for(asked)
        own.change_password(accounts, session, sent.old, sent.new, visitor_of(asked))

    await asked.site.passwords.run(changed)


@router.change("POST", "/account/app/offer", answer=AppOffered)
def offer_app(asked: Asked) -> AppOffered:
    """Ask for a secret for another authenticator app; it counts once a code was shown."""
    offered = own.offer_app(accounts_for(asked), session_for(asked))
    return AppOffered(secret=offered.secret, address=offered.address)


@router.change("PUT", "/account/app", body=AppCode, body_bytes=SMALL)
def connect_app(asked: Asked, sent: AppCode) -> None:
    """Take codes of the app that was offered: ``credentials_refused``."""
    accounts, session = accounts_for(asked), session_for(asked)
    own.connect_app(accounts, session, sent.code, visitor_of(asked))


@router.change("POST", "/account/recovery_codes", answer=RecoveryCodes)
def renew_recovery_codes(asked: Asked) -> RecoveryCodes:
    """Take ten new recovery codes in place of all earlier ones."""
    accounts, session = accounts_for(asked), session_for(asked)
    codes = own.renew_recovery_codes(accounts, session, visitor_of(asked))
    return RecoveryCodes(recovery_codes=codes)


@router.change("POST", "/account/passkeys/ask", answer=Asking)
def ask_new_passkey(asked: Asked) -> Asking:
    """Ask for what a browser needs to make a passkey. Nothing is kept of it."""
    return own.offer_passkey(accounts_for(asked), session_for(asked))


@router.change("POST", "/account/passkeys", body=AddPasskey, answer=PasskeyKept, body_bytes=SMALL)
def add_passkey(asked: Asked, sent: AddPasskey) -> PasskeyKept:
    """Take another passkey: ``passkey_refused``, ``challenge_stale``, ``passkeys_too_many``."""
    accounts, session = accounts_for(asked), session_for(asked)
    return _kept(own.add_passkey(accounts, session, sent.label, sent.made, visitor_of(asked)))


@router.change("DELETE", "/account/passkeys/{passkey}")
def remove_passkey(asked: Asked) -> None:
    """Forget a passkey, but not the last way in: ``passkey_unlisted``, ``last_factor``."""
    accounts, session = accounts_for(asked), session_for(asked)
    own.remove_passkey(accounts, session, _credential(asked.path["passkey"]), visitor_of(asked))


@router.change("DELETE", "/account/recovery", answer=Ended)
def cancel_recovery(asked: Asked) -> Ended:
    """End what others asked for one's account."""
    accounts, session = accounts_for(asked), session_for(asked)
    return Ended(ended=cancelling(accounts, session.person, visitor_of(asked)))


@router.get("/account/desk", answer=tuple[AtDesk, ...])
def list_done_at_desks(asked: Asked) -> tuple[AtDesk, ...]:
    """List what was done in one's name at desks, the newest first, 500 at most."""
    return tuple(done_at_desks(accounts_for(asked), asked.who.person))


@router.get("/account/security_log", answer=tuple[Happened, ...])
def read_own_security_log(asked: Asked) -> tuple[Happened, ...]:
    """Read what concerns one's security, the newest first, 500 at most."""
    entries = security_of(accounts_for(asked), asked.who.person)
    return tuple(happened(entry) for entry in entries)


def happened(entry: Entry) -> Happened:
    """Return an entry of the log as it is told: not from where."""
    return Happened(
        at=entry.at,
        what=entry.what,
        person=entry.person,
        by=entry.by,
        organisation=entry.organisation,
        facts=entry.facts,
    )


def _kept(passkey: Passkey) -> PasskeyKept:
    return PasskeyKept(
        passkey=base64.urlsafe_b64encode(passkey.credential).decode().rstrip("="),
        label=passkey.label,
        created_at=passkey.created_at,
        used_at=passkey.used_at,
    )


def _linked(outside: Outside | None, link: OutsideLink) -> OutsideKept:
    provider = outside.issued_by(link.issuer) if outside else None
    return OutsideKept(
        link=link.id,
        name=provider.name if provider else link.issuer,
        usable=provider is not None,
        linked_at=link.linked_at,
        used_at=link.used_at,
    )


def _credential(passkey: str) -> bytes:
    try:
        return base64.b64decode(passkey.encode("ascii") + b"==", altchars=b"-_")
    except (binascii.Error, UnicodeEncodeError):
        raise ApiError("passkey_unlisted") from None


def _shown(session: Session, here: str) -> OwnSession:
    return OwnSession(
        session=session.id,
        organisation=session.organisation,
        role=Role(session.role),
        method=session.method,
        attended_by=session.attended_by,
        desk=session.desk,
        agent=session.agent,
        begun_at=session.begun_at,
        seen_at=session.seen_at,
        ends_at=session.ends_at,
        here=session.id == here,
    )
