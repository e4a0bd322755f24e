"""The headers of a page, and its nonce: set by a pure ASGI class, a new nonce for each request."""

from __future__ import annotations

import secrets
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

NONCE: Final = "nonce"
"""Under this name the state of a request has its nonce."""

_HTML: Final = b"text/html"
_OWN: Final = (
    (b"referrer-policy", b"same-origin"),  # without one, browsers send forms with `Origin: null`
    (b"vary", b"cookie, accept-language, hx-request"),
)


def page_policy(nonce: str) -> str:
    """Return the policy of a page: nothing but ours, scripts by nonce, and one writer of HTML.

    Source: W3C Content Security Policy Level 3; W3C Trusted Types.
    """
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types htmx"
    )


class PageHeaders:
    """Gives each request a nonce, and each HTML answer the policy that knows it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and say of a page what it may load."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        nonce = scope.setdefault("state", {})[NONCE] = secrets.token_urlsafe(16)

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = message["headers"]
                said = dict(headers)
                is_page = said.get(b"content-type", b"").startswith(_HTML)
                if is_page and b"content-security-policy" not in said:
                    policy = (b"content-security-policy", page_policy(nonce).encode())
                    headers += [policy, *(one for one in _OWN if one[0] not in said)]
            await send(message)

        await self._app(scope, receive, complete)
