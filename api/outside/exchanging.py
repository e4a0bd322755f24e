"""Giving a provider the code that came back, for the tokens (RFC 6749 section 4.1.3)."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from urllib.parse import quote_plus

import msgspec

from api.outside.discovery import Described
from api.outside.fetching import UnansweredError, Way, fetched
from api.outside.leaving import Question
from api.outside.providers import Provider
from api.refusals import ApiError


class Tokens(msgspec.Struct, frozen=True, kw_only=True):
    """What a provider gives for a code. The access token is not used for anything."""

    id_token: str = ""
    access_token: str = ""

    def __repr__(self) -> str:
        """Return nothing of it."""
        return "Tokens()"


async def exchanged(
    provider: Provider, described: Described, code: str, question: Question, way: Way
) -> Tokens:
    """Return what the provider gives for ``code``.

    Raises:
        UnansweredError: as `fetched`; ``status`` for a failure of its own, ``content``.
        ApiError: ``outside_code_refused``; ``id_token_missing``.
    """
    client, headers = _client(provider, described)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": question.redirect_uri,
        "code_verifier": question.verifier,
        **client,
    }
    said = await fetched(
        described.token_endpoint, way, provider.certificates, form=form, headers=headers
    )
    if said.status in {400, 401, 403}:
        raise ApiError("outside_code_refused", provider=provider.name)
    if said.status != 200:
        raise UnansweredError("status")
    tokens = said.read(Tokens)
    if not tokens.id_token:
        raise ApiError("id_token_missing")
    return tokens


def _client(
    provider: Provider, described: Described
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return how we show the provider who we are: fields of the form, and headers.

    Source: RFC 6749 section 2.3.1; OpenID Connect Core section 9.
    """
    named = {"client_id": provider.client_id}
    if not provider.secret:
        return named, {}
    methods = described.token_endpoint_auth_methods_supported
    if "client_secret_basic" not in methods and "client_secret_post" in methods:
        return {**named, "client_secret": provider.secret}, {}
    pair = f"{quote_plus(provider.client_id)}:{quote_plus(provider.secret)}"
    return {}, {"authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
