"""Checking an ID token: what a provider says of who has just signed in there.

It must be shown, in this order (OpenID Connect Core 1.0 section 3.1.3.7; RFC 8725 section 3):

1. it is a token in three parts, signed by an algorithm with a public key that we take;
2. by a key that the provider publishes for this algorithm, under the id that the token names;
3. the signature is right;
4. it is from this provider (``iss``), for us (``aud``) and for nobody else (``azp``);
5. it is not over (``exp``), not from the future (``iat``, ``nbf``), and not from long ago;
6. it answers our question (``nonce``), and goes with the access token beside it (``at_hash``);
7. it names somebody (``sub``).

Each of these has a code of its own, ``id_token_...``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Annotated, Final, Protocol, cast

import msgspec
from joserfc import jws
from joserfc.errors import ClaimError, JoseError
from joserfc.jws import CompactSignature, JWSRegistry

from api.outside.keys import ALGORITHMS, Public
from api.outside.providers import Provider
from api.refusals import ApiError

LEEWAY: Final = timedelta(seconds=60)
"""By how much the clocks of a provider and ours may differ."""
AGE_MAX: Final = timedelta(minutes=10)
"""How long ago a token may have been issued: it is asked for and comes at once."""
SUBJECT_MAX: Final = 255
"""OpenID Connect Core section 2."""

_REFUSALS: Final[Mapping[str, Callable[[], ApiError]]] = {
    "iss": lambda: ApiError("id_token_iss"),
    "aud": lambda: ApiError("id_token_aud"),
    "azp": lambda: ApiError("id_token_azp"),
    "exp": lambda: ApiError("id_token_exp"),
    "iat": lambda: ApiError("id_token_iat"),
    "nbf": lambda: ApiError("id_token_nbf"),
    "nonce": lambda: ApiError("id_token_nonce"),
    "at_hash": lambda: ApiError("id_token_at_hash"),
    "sub": lambda: ApiError("id_token_sub"),
}


class Checks(Protocol):
    """What we use of the checker of claims, which has no types."""

    def validate(self, now: int, leeway: int) -> None:
        """Refuse claims that are not as asked for."""
        ...


class Header(msgspec.Struct, frozen=True):
    """The header of a token: the algorithm, and the id of the key."""

    alg: str
    kid: str = ""


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """What a token must answer: our nonce; and the access token that came with it."""

    nonce: str
    access_token: str


class Claims(msgspec.Struct, frozen=True, kw_only=True):
    """What is read of a token once it was checked."""

    iss: str
    sub: Annotated[str, msgspec.Meta(min_length=1, max_length=SUBJECT_MAX)]
    iat: float
    acr: str = ""
    amr: tuple[str, ...] = ()


class Token:
    """A token that was read, and of which nothing is known yet."""

    def __init__(self, written: str) -> None:
        """Read it (1).

        Raises:
            ApiError: ``id_token_malformed``, ``id_token_algorithm``.
        """
        try:
            self._signed: CompactSignature = jws.extract_compact(
                written.encode(), None, _registry()
            )
            self.header = msgspec.convert(dict(self._signed.headers()), Header)
        except (JoseError, ValueError) as wrong:
            raise ApiError("id_token_malformed") from wrong
        if self.header.alg not in ALGORITHMS:
            raise ApiError("id_token_algorithm")

    def checked(
        self, key: Public | None, provider: Provider, expected: Expected, at: datetime
    ) -> Claims:
        """Return what it says, once everything was shown (2 to 7).

        Raises:
            ApiError: ``id_token_key``, ``id_token_signature``, and for each claim its own.
        """
        if key is None:
            raise ApiError("id_token_key")
        self._require_signed(key)
        claims = self._read()
        self._require_claims(provider, expected, claims, at)
        try:
            said = msgspec.convert(claims, Claims)
        except msgspec.ValidationError as wrong:
            claim = str(wrong).partition("`$.")[2].partition("`")[0].partition("[")[0]
            raise _refused(claim) from wrong
        if at.timestamp() - said.iat > (AGE_MAX + LEEWAY).total_seconds():
            raise ApiError("id_token_iat")
        return said

    def _require_signed(self, key: Public) -> None:
        """Show that it was signed so (3)."""
        try:
            right = jws.validate_compact(self._signed, key, ALGORITHMS, _registry())
        except (JoseError, ValueError) as wrong:
            raise ApiError("id_token_signature") from wrong
        if not right:
            raise ApiError("id_token_signature")

    def _read(self) -> dict[str, object]:
        try:
            return msgspec.json.decode(self._signed.payload, type=dict[str, object])
        except (msgspec.DecodeError, RecursionError) as wrong:
            raise ApiError("id_token_malformed") from wrong

    def _require_claims(
        self,
        provider: Provider,
        expected: Expected,
        claims: Mapping[str, object],
        at: datetime,
    ) -> None:
        """Show what the claims must be one by one (4 to 6).

        A token for several must say that it was given to us: the checker asks for ``azp`` then.
        """
        # most fairs name no provider: imported when somebody comes from one
        from authlib.oidc.core import (  # type: ignore[import-untyped] # noqa: PLC0415 - see Checks
            CodeIDToken,
        )

        wanted = {"iss": provider.issuer, "aud": provider.client_id}
        options = {name: {"essential": True, "value": value} for name, value in wanted.items()}
        params = {
            "client_id": provider.client_id,
            "nonce": expected.nonce,
            "access_token": expected.access_token,
        }
        checks = cast("Checks", CodeIDToken(dict(claims), self._signed.headers(), options, params))
        try:
            checks.validate(int(at.timestamp()), int(LEEWAY.total_seconds()))
        except ClaimError as wrong:
            raise _refused(wrong.claim) from wrong


def _refused(claim: str) -> ApiError:
    return _REFUSALS[claim]() if claim in _REFUSALS else ApiError("id_token_malformed")


def _registry() -> JWSRegistry:
    """Return what a header may say: parameters that we do not know are let be (RFC 7515 section 4).

    Those that have to be understood (``crit``) are refused all the same.
    """
    registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
    registry.max_header_length = 8 * 1024  # some send the chain of their certificates along
    return registry
