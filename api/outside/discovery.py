"""What a provider says of itself (OpenID Connect Discovery 1.0), asked for at most once an hour."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import msgspec

from api.outside.fetching import UnansweredError, Way, fetched, is_fit
from api.outside.providers import Provider

KEPT: Final = timedelta(hours=1)
PATH: Final = "/.well-known/openid-configuration"
_PKCE: Final = "S256"


class Described(msgspec.Struct, frozen=True, kw_only=True):
    """Where a provider is asked for what, and what it can do. Nothing else of it is read.

    Source: OpenID Connect Discovery 1.0 section 3; RFC 8414 section 2; RFC 9207 section 3.
    """

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    response_types_supported: tuple[str, ...] = ("code",)
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    code_challenge_methods_supported: tuple[str, ...] = (_PKCE,)
    authorization_response_iss_parameter_supported: bool = False


class Discovery:
    """What providers have said of themselves, for as long as it is believed without asking."""

    def __init__(self, way: Way) -> None:
        """Ask in this ``way``."""
        self._way = way
        self._known: dict[str, tuple[datetime, Described]] = {}

    async def described(self, provider: Provider, at: datetime) -> Described:
        """Return what a provider says of itself.

        Raises:
            UnansweredError: as `fetched`; ``status``, ``content``; ``issuer`` if it is another's,
                ``endpoint`` for an address that is none, ``flow`` if it can not do what is needed.
        """
        kept = self._known.get(provider.id)
        if kept is not None and kept[0] <= at < kept[0] + KEPT:
            return kept[1]
        url = provider.issuer.rstrip("/") + PATH
        said = await fetched(url, self._way, provider.certificates)
        if said.status != 200:
            raise UnansweredError("status")
        found = said.read(Described)
        self._require_usable(provider, found)
        self._known[provider.id] = at, found
        return found

    def _require_usable(self, provider: Provider, found: Described) -> None:
        # who answers for another issuer could have its own keys believed (section 4.3)
        if found.issuer != provider.issuer:
            raise UnansweredError("issuer")
        endpoints = (found.authorization_endpoint, found.token_endpoint, found.jwks_uri)
        if not all(is_fit(url, self._way) for url in endpoints):
            raise UnansweredError("endpoint")
        methods = found.code_challenge_methods_supported
        if "code" not in found.response_types_supported or _PKCE not in methods:
            raise UnansweredError("flow")
