"""The address at which somebody signs in elsewhere: what is asked of a provider (RFC 6749 4.1.1).

With PKCE (RFC 7636) a code is of use only to whom it was meant for, who knows what the question was
the digest of; ``state`` ties the answer to the browser that asked, ``nonce`` the token to the
question.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast

import msgspec

from api.outside.providers import Provider

SCOPE: Final = "openid"
"""Nobody's name or address is asked for: it would not be used."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What ties an answer to who asked: three values that nobody else can know.

    ``redirect_uri`` is where the provider sends the browser back to. ``anew``: the person shall
    show the provider who they are, also if it knows them already.
    """

    state: str
    nonce: str
    verifier: str
    redirect_uri: str
    anew: bool = False


def address_at(provider: Provider, endpoint: str, question: Question) -> str:
    """Return where a browser asks ``question`` at the ``endpoint`` of a provider."""
    # most fairs name no provider: what speaks to one is imported when somebody goes there
    from authlib.oauth2.rfc6749 import (  # type: ignore[import-untyped] # noqa: PLC0415 - it has no types
        parameters,
    )
    from authlib.oauth2.rfc7636 import (  # type: ignore[import-untyped] # noqa: PLC0415 - as above
        challenge,
    )

    address = cast("Callable[..., str]", parameters.prepare_grant_uri)  # pyright: ignore[reportUnknownMemberType] (no types)
    digest = cast("Callable[[str], str]", challenge.create_s256_code_challenge)  # pyright: ignore[reportUnknownMemberType] (no types)
    return address(
        endpoint,
        client_id=provider.client_id,
        response_type="code",
        redirect_uri=question.redirect_uri,
        scope=SCOPE,
        state=question.state,
        nonce=question.nonce,
        code_challenge=digest(question.verifier),
        code_challenge_method="S256",
        prompt="login" if question.anew else None,
        acr_values=" ".join(provider.second_factor_acr) or None,
    )
