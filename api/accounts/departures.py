"""Leaving for a provider, and coming back: what the browser keeps meanwhile, under a MAC of ours.

Nothing is kept here while somebody is away: whoever only leaves makes no table grow. What the
browser has tells nothing; state, nonce and the secret of PKCE are made from it with a key that it
has not. It counts in the browser that left, for a while, and once.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets as random
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, TypeAlias, TypeVar

import msgspec

from aggregates.vocabulary import PersonId
from api.accounts.accounts import Accounts
from api.accounts.secrets import Secrets
from api.outside.leaving import Question
from api.refusals import ApiError
from api.storage.limits import use_challenge

AWAY_MAX: Final = timedelta(minutes=10)
"""How long somebody may take to sign in elsewhere."""
SECOND_MAX: Final = timedelta(minutes=5)
"""How long they may take for the second factor when they are back."""
ARRIVAL_MAX: Final = timedelta(minutes=5)
"""How long the second factor that one has just set up counts: as long as one that is shown anew."""
ONWARD_MAX: Final = 1000

_MAC_BYTES: Final = 32
_SEED_BYTES: Final = 16


class Departure(msgspec.Struct, frozen=True, kw_only=True, tag="departure"):
    """Somebody has left for a provider: to sign in, or to ``link`` the account of a session.

    ``onward`` is where they want to go then.
    """

    purpose: Literal["sign_in", "link"]
    provider: str
    seed: str
    expires_at: int
    session: str = ""
    onward: str = ""


class Recognised(msgspec.Struct, frozen=True, kw_only=True, tag="recognised"):
    """Somebody is back whose account here is known, and shows a second factor yet."""

    provider: str
    person: PersonId
    link: str
    seed: str
    expires_at: int
    onward: str = ""


class Arrival(msgspec.Struct, frozen=True, kw_only=True, tag="arrival"):
    """Somebody has made their account, by a second factor that they showed, in a session."""

    session: str
    seed: str
    expires_at: int


Kept: TypeAlias = Departure | Recognised | Arrival
S = TypeVar("S", Departure, Recognised, Arrival)


def departure_for(
    accounts: Accounts,
    purpose: Literal["sign_in", "link"],
    provider: str,
    *,
    session: str = "",
    onward: str = "",
) -> Departure:
    """Return a departure from now on; what leads ``onward`` is forgotten where it is too long."""
    return Departure(
        purpose=purpose,
        provider=provider,
        seed=new_seed(),
        expires_at=int((accounts.clock() + AWAY_MAX).timestamp()),
        session=session,
        onward=onward if len(onward) <= ONWARD_MAX else "",
    )


def arrival_in(accounts: Accounts, session: str) -> str:
    """Return what a page keeps of an arrival in a session that has just begun."""
    expires_at = int((accounts.clock() + ARRIVAL_MAX).timestamp())
    return carried(
        accounts.secrets, Arrival(session=session, seed=new_seed(), expires_at=expires_at)
    )


def new_seed() -> str:
    """Return what nobody can guess: 128 random bits, in hexadecimal."""
    return random.token_hex(_SEED_BYTES)


def question_of(accounts: Accounts, departure: Departure, redirect_uri: str) -> Question:
    """Return what a provider is asked: the same again when the answer comes."""
    return Question(
        state=_derived(accounts.secrets, departure, "state"),
        nonce=_derived(accounts.secrets, departure, "nonce"),
        verifier=_derived(accounts.secrets, departure, "verifier"),
        redirect_uri=redirect_uri,
        anew=departure.purpose == "link",
    )


def carried(secrets: Secrets, kept: Kept) -> str:
    """Return what a browser keeps of it."""
    content = msgspec.json.encode(kept)
    return base64.urlsafe_b64encode(secrets.keyed("outside", b"kept", content) + content).decode()


def brought(accounts: Accounts, kind: type[S], written: str) -> S:
    """Return what a browser has kept, if we made it, it is a ``kind``, and it is not over.

    The caller MUST see to it that it counts once.

    Raises:
        ApiError: ``departure_stale``.
    """
    try:
        raw = base64.b64decode(written.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise ApiError("departure_stale") from None
    mac, content = raw[:_MAC_BYTES], raw[_MAC_BYTES:]
    if not hmac.compare_digest(mac, accounts.secrets.keyed("outside", b"kept", content)):
        raise ApiError("departure_stale")
    kept = msgspec.json.decode(content, type=Kept)
    if not isinstance(kept, kind) or accounts.clock().timestamp() >= kept.expires_at:
        raise ApiError("departure_stale")
    return kept


def require_answers(accounts: Accounts, departure: Departure, provider: str, state: str) -> None:
    """Take the answer to a departure: from the provider that was left for, with our state, once.

    Raises:
        ApiError: ``departure_stale``.
    """
    ours = _derived(accounts.secrets, departure, "state")
    same = hmac.compare_digest(state.encode("utf-8", "replace"), ours.encode())
    if departure.provider != provider or not same:
        raise ApiError("departure_stale")
    with accounts.operations.transaction() as connection:
        if not use_challenge(connection, *spent(accounts.secrets, departure)):
            raise ApiError("departure_stale")


def spent(secrets: Secrets, kept: Kept) -> tuple[bytes, datetime]:
    """Return what is noted of what was taken, and until when."""
    until = datetime.fromtimestamp(kept.expires_at, UTC)
    return secrets.keyed("outside", b"spent", kept.seed.encode()), until


def _derived(secrets: Secrets, departure: Departure, what: str) -> str:
    """Return one of the values that tie an answer to a departure: 256 bits, 43 characters."""
    value = secrets.keyed("outside", what.encode(), departure.seed.encode())
    return base64.urlsafe_b64encode(value).decode().rstrip("=")
