"""From what a handler returns to what is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

import msgspec
from starlette.responses import Response

from api.http.asked import Asked
from api.http.etag import etag_of, is_known
from api.http.operation import JSON

IMMUTABLE: Final = "private, max-age=31536000, immutable"
"""For what can never be otherwise: a state at a position, a file by its digest."""
ASK_AGAIN: Final = "private, no-cache"
"""May be kept, and is asked for again each time, by its entity tag."""


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """An answer, with what HTTP is to know of it. ``content`` is a struct, or bytes of ``media``.

    ``etag`` is the version or digest that names this answer; with it a client that has it already
    is told so, unless the answer is ``partial``: the tag names the state, of which others are shown
    more, or more is shown later, and what a browser has kept may have been shown to somebody else.
    """

    content: object = None
    etag: object = None
    cache: str = ""
    media: str = JSON
    status: int = 0
    headers: Mapping[str, str] = {}
    partial: bool = False


def responded(asked: Asked, answer: object) -> Response:
    """Return the response that says ``answer``."""
    if isinstance(answer, Response):
        return answer
    reply = answer if isinstance(answer, Reply) else Reply(content=answer)
    headers = dict(reply.headers)
    if reply.cache:
        headers |= {"cache-control": reply.cache, "vary": "accept-language, authorization, cookie"}
    if reply.etag is not None:
        headers["etag"] = tag = etag_of(reply.etag)
        asks_for_news = asked.operation.method == "GET" and not reply.partial
        if asks_for_news and is_known(tag, asked.request.headers.get("if-none-match", "")):
            return Response(status_code=304, headers=headers)
    status = reply.status or asked.operation.status
    if reply.content is None:
        return Response(status_code=204 if status == 200 else status, headers=headers)
    content = reply.content
    body = content if isinstance(content, bytes) else encoded(content)
    return Response(body, status, headers, reply.media)


def encoded(content: object) -> bytes:
    """Return an answer as JSON; mappings of states are objects, sets are sorted."""
    return msgspec.json.encode(content, enc_hook=_plain, order="deterministic")


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(cast("Mapping[str, object]", value))
    raise TypeError(type(value).__name__)
