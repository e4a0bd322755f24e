"""Signing in with an account elsewhere: a browser leaves for a provider, and comes back."""

from __future__ import annotations

from typing import Annotated, Final, TypeAlias

import msgspec
from starlette.concurrency import run_in_threadpool

from api.accounts.accounts import Accounts
from api.accounts.departures import (
    AWAY_MAX,
    ONWARD_MAX,
    Departure,
    Recognised,
    brought,
    carried,
    departure_for,
    question_of,
    require_answers,
)
from api.accounts.limits import require_origin_within
from api.accounts.outside import link
from api.accounts.outside_sign_in import ask_second, show_second
from api.accounts.outside_sign_in import come_back as coming_back
from api.accounts.sign_in import Answered, Asking
from api.accounts.step_up import Proof
from api.http.asked import Asked
from api.http.reply import Reply
from api.http.router import Router
from api.http.visiting import (
    SMALL,
    InSession,
    accounts_for,
    begun,
    coming_in,
    in_session,
    session_for,
    visitor_of,
)
from api.outside.outside import Identity, Outside, Returned
from api.outside.providers import Provider

router = Router("session")

COOKIE: Final = "__Host-outside"
"""What a browser keeps while it is away. A provider sends it back by a link, which brings ``Lax``
cookies along; nobody else's form or script does."""

Sent: TypeAlias = Annotated[str, msgspec.Meta(max_length=4096)]
"""What a provider sends back."""


class ProviderTold(msgspec.Struct, frozen=True, kw_only=True):
    """A provider at which one may sign in: its short name, and what it is called."""

    provider: str
    name: str


class Leaving(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where one wants to go when one is in: told again then."""

    onward: Annotated[str, msgspec.Meta(max_length=ONWARD_MAX)] = ""


class Elsewhere(msgspec.Struct, frozen=True, kw_only=True):
    """Where a browser goes to sign in; it keeps the cookie that comes along."""

    address: str
    name: str


class ComingBack(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the provider sent the browser back with."""

    state: Sent = ""
    code: Sent = ""
    iss: Sent = ""
    error: Sent = ""


class Back(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it: a session; or an account that is ``linked``; or a second factor is asked."""

    session: InSession | None
    linked: bool
    onward: str


class SecondFactor(msgspec.Struct, frozen=True, kw_only=True):
    """By what the second factor can be shown; ``passkey`` is what to ask one, if there is one."""

    name: str
    passkey: Asking | None
    code: bool
    onward: str


class SecondShown(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A passkey's answer, or a code."""

    passkey: Answered | None = None
    code: str = ""


@router.get("/session/outside", answer=tuple[ProviderTold, ...])
async def list_providers(asked: Asked) -> tuple[ProviderTold, ...]:
    """List the providers at which one may sign in, once one has linked one's account there."""
    asked.require_may()
    outside = asked.site.find(Outside)
    named = outside.providers.values() if outside else ()
    return tuple(ProviderTold(provider=one.id, name=one.name) for one in named)


@router.change("POST", "/session/outside/{provider}/leave", body=Leaving, answer=Elsewhere)
async def leave_to_sign_in(asked: Asked, sent: Leaving) -> Reply:
    """Leave for a provider, to sign in there. Nothing is kept of it but in the browser.

    ``provider_unlisted``, ``provider_away``, ``provider_unfit``.
    """
    accounts, provider = accounts_for(asked), provider_of(asked)
    await run_in_threadpool(require_origin_within, accounts, visitor_of(asked))
    departure = departure_for(accounts, "sign_in", provider.id, onward=sent.onward)
    return await left(asked, accounts, provider, departure)


@router.change("POST", "/session/outside/{provider}/back", body=ComingBack, answer=Back)
async def come_back(asked: Asked, sent: ComingBack) -> Reply:
    """Come back from a provider, with the cookie with which one left. It counts once.

    Another site's page sends its visitors here as well: that is what a provider does. What keeps
    strangers out is the cookie, which only a browser has that left from here.

    ``departure_stale``, ``outside_issuer``, ``outside_refused``, ``outside_code_refused``,
    ``id_token_...`` for each thing that a token does not show, ``outside_unlinked``,
    ``outside_linked``, ``outside_taken``, ``provider_away``, ``provider_unfit``.
    """
    accounts, provider = accounts_for(asked), provider_of(asked)
    await run_in_threadpool(require_origin_within, accounts, visitor_of(asked))
    departure = brought(accounts, Departure, kept_by(asked))
    await run_in_threadpool(require_answers, accounts, departure, provider.id, sent.state)
    question = question_of(accounts, departure, back_at(accounts, provider))
    returned = Returned(code=sent.code, iss=sent.iss, error=sent.error)
    outside = asked.site.the(Outside)
    identity = await outside.identity(provider, returned, question, accounts.clock())
    return await run_in_threadpool(_arrived, asked, accounts, departure, identity)


@router.change("POST", "/session/outside_second/ask", answer=SecondFactor)
def ask_second_factor(asked: Asked) -> SecondFactor:
    """Ask by what the second factor can be shown, once a provider has said who one is.

    ``departure_stale``, ``outside_unlinked``.
    """
    accounts = accounts_for(asked)
    recognised = brought(accounts, Recognised, kept_by(asked))
    second = ask_second(accounts, recognised)
    name = asked.site.the(Outside).provider(recognised.provider).name
    return SecondFactor(
        name=name, passkey=second.passkey, code=second.code, onward=recognised.onward
    )


@router.change(
    "POST", "/session/outside_second", body=SecondShown, answer=InSession, body_bytes=SMALL
)
def show_second_factor(asked: Asked, sent: SecondShown) -> Reply:
    """Come in, by the second factor, once a provider has said who one is.

    ``departure_stale``, ``credentials_refused``, ``challenge_stale``, ``outside_unlinked``.
    """
    accounts = coming_in(asked)
    recognised = brought(accounts, Recognised, kept_by(asked))
    proof = Proof(passkey=sent.passkey, code=sent.code)
    return begun(asked, show_second(accounts, recognised, proof, visitor_of(asked)))


async def left(asked: Asked, accounts: Accounts, provider: Provider, departure: Departure) -> Reply:
    """Return where a browser goes, and the cookie with which it comes back.

    Raises:
        ApiError: ``provider_away``, ``provider_unfit``.
    """
    question = question_of(accounts, departure, back_at(accounts, provider))
    outside = asked.site.the(Outside)
    address = await outside.address(provider, question, accounts.clock())
    return _keeping(accounts, departure, Elsewhere(address=address, name=provider.name))


def provider_of(asked: Asked) -> Provider:
    """Return the provider that an address names.

    Raises:
        ApiError: ``provider_unlisted``.
    """
    return asked.site.the(Outside).provider(asked.path["provider"])


def back_at(accounts: Accounts, provider: Provider) -> str:
    """Return where a provider sends a browser back to: of each, to an address of its own."""
    return f"{accounts.place.origin}/sign-in/from/{provider.id}"


def kept_by(asked: Asked) -> str:
    """Return what the browser has kept since it left; empty if it did not leave."""
    return asked.request.cookies.get(COOKIE, "")


def _arrived(asked: Asked, accounts: Accounts, departure: Departure, identity: Identity) -> Reply:
    visitor = visitor_of(asked)
    if departure.purpose == "link":
        link(accounts, session_for(asked), departure, identity, visitor)
        return Reply(content=Back(session=None, linked=True, onward=""))
    arrived = coming_back(accounts, departure, identity, visitor)
    if isinstance(arrived, Recognised):
        back = Back(session=None, linked=False, onward=departure.onward)
        return _keeping(accounts, arrived, back)
    within = in_session(arrived.session)
    return begun(asked, arrived, Back(session=within, linked=False, onward=departure.onward))


def _keeping(accounts: Accounts, kept: Departure | Recognised, content: object) -> Reply:
    seconds = int(AWAY_MAX.total_seconds())
    attributes = f"Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Lax"
    headers = {
        "set-cookie": f"{COOKIE}={carried(accounts.secrets, kept)}; {attributes}",
        "cache-control": "no-store",
    }
    return Reply(content=content, headers=headers)
