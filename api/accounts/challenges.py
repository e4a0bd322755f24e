"""What a passkey is asked to sign. Nothing is kept while a challenge is open.

A challenge is the SHA-256 of a statement that says what it is for: signing in, or one operation on
one document, for a signature at one seat of one deal, in one session. Who asks for one gets a token
that holds what the statement does not say by itself, under a MAC of ours; they send it back with
the signature. So nobody makes a table grow by asking, and whoever has statement and signature can
check later what was agreed to.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets as random
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, TypeAlias

import msgspec

from aggregates.canonical import canonical_bytes
from api.accounts.secrets import Secrets
from api.refusals import ApiError

LIFETIME: Final = timedelta(minutes=5)
NONCE_BYTES: Final = 16

_MAC_BYTES = 32
_TOKEN_BYTES = NONCE_BYTES + 8 + _MAC_BYTES

Purpose: TypeAlias = Literal["sign_in", "enrol", "step_up", "own_key"]


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """What a challenge is for; what does not apply is empty: the session before there is one."""

    purpose: Purpose
    session: str = ""
    operation: str = ""
    document_sha256: str = ""
    deal: str = ""
    seat: str = ""


class Challenge(msgspec.Struct, frozen=True, kw_only=True):
    """``value`` is what is signed, the SHA-256 of ``statement``; ``token`` comes back with it."""

    token: str
    value: bytes
    statement: bytes
    expires_at: datetime


def new_challenge(secrets: Secrets, subject: Subject, at: datetime) -> Challenge:
    """Return a challenge that can be answered for five minutes from ``at`` on."""
    expires_at = (at + LIFETIME).replace(microsecond=0)
    return _challenge(secrets, subject, random.token_bytes(NONCE_BYTES), expires_at)


def open_challenge(secrets: Secrets, subject: Subject, token: str, at: datetime) -> Challenge:
    """Return the challenge of a token that was made for exactly this ``subject``.

    The caller MUST see to it that it is answered once.

    Raises:
        ApiError: ``challenge_stale`` if it was not, or too long ago.
    """
    try:
        raw = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise ApiError("challenge_stale") from None
    if len(raw) != _TOKEN_BYTES:
        raise ApiError("challenge_stale")
    seconds = int.from_bytes(raw[NONCE_BYTES : NONCE_BYTES + 8], "big")
    if not at.timestamp() < seconds <= (at + LIFETIME).timestamp() + 1:
        raise ApiError("challenge_stale")
    expires_at = datetime.fromtimestamp(seconds, UTC)
    made = _challenge(secrets, subject, raw[:NONCE_BYTES], expires_at)
    if not hmac.compare_digest(made.token, token):
        raise ApiError("challenge_stale")
    return made


def _challenge(secrets: Secrets, subject: Subject, nonce: bytes, expires_at: datetime) -> Challenge:
    seconds = int(expires_at.timestamp())
    statement = canonical_bytes(
        {
            "format": "counterseal/challenge/v2",
            "purpose": subject.purpose,
            "session": subject.session,
            "operation": subject.operation,
            "document_sha256": subject.document_sha256,
            "deal": subject.deal,
            "seat": subject.seat,
            "nonce": nonce.hex(),
            "expires_at": f"{expires_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        }
    )
    open_part = nonce + seconds.to_bytes(8, "big")
    token = open_part + secrets.keyed("challenge", statement)
    return Challenge(
        token=base64.urlsafe_b64encode(token).decode(),
        value=hashlib.sha256(statement).digest(),
        statement=statement,
        expires_at=expires_at,
    )
