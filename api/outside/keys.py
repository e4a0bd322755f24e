"""The public keys of a provider (RFC 7517), asked for again when an unknown one is named."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias

import msgspec
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey, import_key

from api.outside.discovery import Described
from api.outside.fetching import UnansweredError, Way, fetched
from api.outside.providers import Provider

KEPT: Final = timedelta(hours=1)
ASKED_AGAIN: Final = timedelta(seconds=10)
"""An unknown key has the set asked for again, but not sooner than so after the last time: whoever
sends tokens that name keys of nobody does not have a provider asked without end."""
RSA_BITS_MIN: Final = 2048
KEYS_MAX: Final = 100

Public: TypeAlias = RSAKey | ECKey

_KINDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"), "RSA"),
    **dict.fromkeys(("ES256", "ES384", "ES512"), "EC"),
}
ALGORITHMS: Final = tuple(_KINDS)
"""By which a token may be signed: keys of the provider's alone. Neither ``none`` nor ``HS*``, of
which the secret would be what everybody knows (RFC 8725 section 2.1)."""
_CURVES: Final[Mapping[str, str]] = {"ES256": "P-256", "ES384": "P-384", "ES512": "P-521"}


class _Set(msgspec.Struct, frozen=True):
    keys: list[dict[str, object]]


class Written(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A public key as a provider writes it; of a private half nothing is read."""

    kty: Literal["RSA", "EC"]
    use: Literal["sig"] = "sig"
    kid: str = ""
    alg: str = ""
    crv: str = ""
    n: str = ""
    e: str = ""
    x: str = ""
    y: str = ""

    @property
    def is_strong(self) -> bool:
        """Whether it is of a size that we believe: an RSA key may be too short."""
        return self.kty == "EC" or _bits(self.n) >= RSA_BITS_MIN

    def fits(self, algorithm: str, kid: str) -> bool:
        """Return whether it is the one for signatures by ``algorithm``, under this id if any."""
        kind = self.kty == _KINDS.get(algorithm) and self.alg in {"", algorithm}
        named = not kid or self.kid == kid
        return kind and named and (self.kty == "RSA" or self.crv == _CURVES[algorithm])


class Key(msgspec.Struct, frozen=True):
    """A public key: as it is written, and as it is used."""

    written: Written
    public: Public


class Keys:
    """The keys of providers, for as long as they are believed without asking."""

    def __init__(self, way: Way) -> None:
        """Ask in this ``way``."""
        self._way = way
        self._known: dict[str, tuple[datetime, tuple[Key, ...]]] = {}

    async def key(
        self, provider: Provider, described: Described, header: tuple[str, str], at: datetime
    ) -> Public | None:
        """Return the key that a token's header names; None if the provider has no such key.

        ``header`` is the algorithm and the key's id; without an id there must be one key that fits.

        Raises:
            UnansweredError: as `fetched`; ``status``, ``content``.
        """
        asked_at, keys = self._known.get(provider.id, (None, ()))
        found = _fitting(keys, *header)
        fresh = asked_at is not None and asked_at <= at < asked_at + KEPT
        recent = asked_at is not None and asked_at <= at < asked_at + ASKED_AGAIN
        if fresh and (found is not None or recent):
            return found
        keys = await self._asked(provider, described)
        self._known[provider.id] = at, keys
        return _fitting(keys, *header)

    async def _asked(self, provider: Provider, described: Described) -> tuple[Key, ...]:
        said = await fetched(described.jwks_uri, self._way, provider.certificates)
        if said.status != 200:
            raise UnansweredError("status")
        return tuple(
            key for one in said.read(_Set).keys[:KEYS_MAX] if (key := _usable(one)) is not None
        )


def _usable(said: dict[str, object]) -> Key | None:
    """Return a public key to check signatures with; None for any other, which others may use."""
    try:
        written = msgspec.convert(said, Written)
        if not written.is_strong:
            return None
        public = import_key(msgspec.to_builtins(written))
    except (JoseError, ValueError, TypeError):
        return None
    return Key(written, public) if isinstance(public, (RSAKey, ECKey)) else None


def _fitting(keys: Sequence[Key], algorithm: str, kid: str) -> Public | None:
    fit = [key for key in keys if key.written.fits(algorithm, kid)]
    return fit[0].public if len(fit) == 1 else None


def _bits(written: str) -> int:
    """Return how long a number is that is written in base64url; no bit if it is none."""
    try:
        octets = base64.urlsafe_b64decode(written.encode("ascii") + b"==")
    except (binascii.Error, UnicodeEncodeError):
        return 0
    return int.from_bytes(octets, "big").bit_length()
