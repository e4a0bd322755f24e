"""Providers of OpenID Connect, asked by one web process: where to go, and who came back."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Final

import msgspec

from api.outside.discovery import Described, Discovery
from api.outside.exchanging import exchanged
from api.outside.fetching import UnansweredError, Way
from api.outside.id_tokens import Claims, Expected, Token
from api.outside.keys import Keys
from api.outside.leaving import Question, address_at
from api.outside.providers import Provider, providers_of
from api.refusals import ApiError
from api.settings import Settings

AWAY: Final = frozenset({"timeout", "tls", "connection", "status", "length"})
"""Reasons that pass: the provider does not answer. The others last until somebody mends it."""


class Returned(msgspec.Struct, frozen=True, kw_only=True):
    """What a provider sent the browser back with (RFC 6749 section 4.1.2, RFC 9207)."""

    code: str = ""
    iss: str = ""
    error: str = ""


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """Who signed in elsewhere: ``subject`` names them at ``issuer``, for ever and nowhere else.

    ``second_factor``: the provider says that it asked for one, in the words that were agreed.
    """

    issuer: str
    subject: str
    second_factor: bool


class Outside:
    """The providers, and what is known of each for a while."""

    def __init__(self, providers: Mapping[str, Provider], way: Way) -> None:
        self.providers = providers
        self._way = way
        self._discovery, self._keys = Discovery(way), Keys(way)

    @classmethod
    def of(cls, settings: Settings) -> Outside:
        """Return the providers that the operator has named.

        Raises:
            ApiError: ``providers_unusable``.
        """
        way = Way(
            seconds=settings.sign_in_provider_seconds,
            insecure_loopback=settings.insecure_loopback_providers,
        )
        return cls(providers_of(settings), way)

    def provider(self, name: str) -> Provider:
        """Return a provider by its short name.

        Raises:
            ApiError: ``provider_unlisted``.
        """
        if name not in self.providers:
            raise ApiError("provider_unlisted")
        return self.providers[name]

    def issued_by(self, issuer: str) -> Provider | None:
        """Return the provider that is an issuer; None for one that is no longer named."""
        return next((one for one in self.providers.values() if one.issuer == issuer), None)

    async def described(self, provider: Provider, at: datetime) -> Described:
        """Return what a provider says of itself.

        Raises:
            ApiError: ``provider_away``, ``provider_unfit``.
        """
        with _told(provider):
            return await self._discovery.described(provider, at)

    async def address(self, provider: Provider, question: Question, at: datetime) -> str:
        """Return where a browser goes to sign in at a provider.

        Raises:
            ApiError: ``provider_away``, ``provider_unfit``.
        """
        described = await self.described(provider, at)
        return address_at(provider, described.authorization_endpoint, question)

    async def identity(
        self, provider: Provider, returned: Returned, question: Question, at: datetime
    ) -> Identity:
        """Return who has signed in at a provider, by what the browser came back with.

        The caller MUST have shown that the browser is the one that asked, and comes back once.

        Raises:
            ApiError: ``outside_issuer``, ``outside_refused``, ``outside_code_refused``,
                ``id_token_...``, ``provider_away``, ``provider_unfit``.
        """
        described = await self.described(provider, at)
        _require_from(provider, described, returned)
        with _told(provider):
            tokens = await exchanged(provider, described, returned.code, question, self._way)
            token = Token(tokens.id_token)
            header = (token.header.alg, token.header.kid)
            key = await self._keys.key(provider, described, header, at)
        expected = Expected(nonce=question.nonce, access_token=tokens.access_token)
        claims = token.checked(key, provider, expected, at)
        return Identity(
            issuer=claims.iss, subject=claims.sub, second_factor=_is_second(provider, claims)
        )


def _require_from(provider: Provider, described: Described, returned: Returned) -> None:
    """Refuse what another provider sent, before it could get our code (RFC 9207 section 2.4)."""
    promised = described.authorization_response_iss_parameter_supported
    if (returned.iss or promised) and returned.iss != provider.issuer:
        raise ApiError("outside_issuer", provider=provider.name)
    if returned.error or not returned.code:
        raise ApiError("outside_refused", provider=provider.name)


def _is_second(provider: Provider, claims: Claims) -> bool:
    """Return whether the provider asked for a second factor, as the operator takes its word."""
    methods = set(claims.amr) & set(provider.second_factor_amr)
    return bool(methods) or (bool(claims.acr) and claims.acr in provider.second_factor_acr)


@contextmanager
def _told(provider: Provider) -> Generator[None, None, None]:
    """Say of a provider that does not answer, or answers badly, which one it is."""
    try:
        yield
    except UnansweredError as wrong:
        if wrong.reason in AWAY:
            raise ApiError("provider_away", provider=provider.name, reason=wrong.reason) from wrong
        raise ApiError("provider_unfit", provider=provider.name, reason=wrong.reason) from wrong
