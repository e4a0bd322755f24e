"""Keys of one's programs."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from aggregates.vocabulary import OrganisationId, Role
from api.accounts import keys
from api.accounts.keys import Wanted
from api.http.asked import Asked
from api.http.router import Router
from api.http.visiting import SMALL, Instant, Label, accounts_for, acts_of, session_for, visitor_of
from api.storage.keys import Key

router = Router("keys")


class MakeKey(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A key to be made. It acts as one acts now, within ``scopes``, for a year at most."""

    label: Label
    scopes: tuple[Literal["read", "command"], ...]
    expires_at: Instant


class KeyKept(msgspec.Struct, frozen=True, kw_only=True):
    """A key, without its secret."""

    key: str
    label: str
    organisation: OrganisationId
    role: Role
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


class KeyMade(msgspec.Struct, frozen=True, kw_only=True):
    """A key, with its secret, which is shown this once: ``Authorization: Bearer SECRET``."""

    secret: str
    key: KeyKept


@router.get("/account/keys", answer=tuple[KeyKept, ...])
def list_keys(asked: Asked) -> tuple[KeyKept, ...]:
    """List one's keys, the newest first, also those that count no longer."""
    return tuple(_kept(key) for key in keys.own_keys(accounts_for(asked), asked.who.person))


@router.change("POST", "/account/keys", body=MakeKey, answer=KeyMade, body_bytes=SMALL)
def make_key(asked: Asked, sent: MakeKey) -> KeyMade:
    """Make a key: ``validity_malformed``, ``scope_unlisted``, ``program_keys_too_many``."""
    accounts, session = accounts_for(asked), session_for(asked)
    wanted = Wanted(label=sent.label, scopes=sent.scopes, expires_at=sent.expires_at)
    made = keys.make_key(accounts, session.person, acts_of(asked), wanted, visitor_of(asked))
    return KeyMade(secret=made.secret, key=_kept(made.key))


@router.change("DELETE", "/account/keys/{key}")
def revoke_key(asked: Asked) -> None:
    """Revoke a key, from the next request on: ``program_key_unlisted``."""
    accounts, session = accounts_for(asked), session_for(asked)
    keys.revoke_key(accounts, session.person, asked.path["key"], visitor_of(asked))


def _kept(key: Key) -> KeyKept:
    return KeyKept(
        key=key.id,
        label=key.label,
        organisation=key.organisation,
        role=Role(key.role),
        scopes=tuple(key.scopes),
        created_at=key.created_at,
        expires_at=key.expires_at,
        used_at=key.used_at,
        revoked_at=key.revoked_at,
    )
