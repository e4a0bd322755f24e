"""The operations of the interface for programs, called in this process: one policy, one behaviour.

A page never decides, and never asks a database: what it shows it reads as a program would, and what
it does is a command as a program would send it, with the same table, limits of bodies, log of
access, keys and versions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import cast

import msgspec
from msgspec.structs import replace
from starlette.requests import Request
from starlette.types import Message

from api.errors import Language
from api.http.acting import Acting
from api.http.asked import Asked, asked_by
from api.http.body import decoded, document_of
from api.http.kept import kept_in
from api.http.operation import Operation
from api.http.reply import Reply
from api.http.router import Handler, Router, answer_of
from api.http.site import Site


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """One call: of which operation, with what.

    ``content`` is a body that is no JSON, of the type that ``headers`` say.
    """

    operation: str
    path: Mapping[str, str] = {}
    query: Mapping[str, object] = {}
    body: Mapping[str, object] = {}
    headers: Mapping[str, str] = {}
    content: bytes = b""


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """Who calls, in which request, in which language they want to be told."""

    request: Request
    acting: Acting | None
    at: datetime
    language: Language


class Interface:
    """Every operation by its id."""

    def __init__(self, site: Site, routers: Iterable[Router]) -> None:
        self.site = site
        self._served: dict[str, tuple[Operation, Handler]] = {
            operation.id: (operation, router.handlers[operation.id])
            for router in routers
            for operation in router.operations
        }

    def operation(self, name: str) -> Operation:
        """Return what is known of an operation."""
        return self._served[name][0]

    def asked(self, caller: Caller, call: Call) -> Asked:
        """Return what a call asks, as the handler of its operation knows it.

        Raises:
            ApiError: as `asked_by`.
        """
        operation, _ = self._served[call.operation]
        request = _request(caller.request, operation, call)
        asked = asked_by(caller.acting, request, self.site, operation, caller.at)
        return replace(asked, language=caller.language)

    def arguments(self, call: Call) -> tuple[object, ...]:
        """Return what the handler of an operation is given, decoded as strictly as a program's.

        Raises:
            ApiError: ``body_malformed``.
        """
        return _arguments(self._served[call.operation][0], call)

    async def answer(self, caller: Caller, call: Call) -> Reply:
        """Return the answer of an operation.

        Raises:
            CodedError: whatever the operation refuses.
        """
        operation, handler = self._served[call.operation]
        asked = self.asked(caller, call)
        try:
            answer = await answer_of(handler, asked, *self.arguments(call))
        finally:
            if operation.method != "GET":
                kept_in(asked.request).forget()
        return answer if isinstance(answer, Reply) else Reply(content=answer)


def _arguments(operation: Operation, call: Call) -> tuple[object, ...]:
    given: list[object] = []
    if operation.query is not None:
        given.append(
            msgspec.convert(dict(call.query), cast("type[object]", operation.query), strict=False)
        )
    if operation.body is not None and not operation.streams:
        document = document_of(msgspec.json.encode(call.body))
        given.append(decoded(document, cast("type[object]", operation.body)))
    return tuple(given)


def _request(page: Request, operation: Operation, call: Call) -> Request:
    """Return the request that a program would have sent: the page's, with what the call says."""
    unlike = {b"content-length", b"content-type", b"if-match", b"if-none-match", b"idempotency-key"}
    unlike |= {b"accept", b"range", b"last-event-id"}  # what the page is asked for is no stream
    headers = [one for one in page.scope["headers"] if one[0] not in unlike]
    headers += [(name.encode(), value.encode()) for name, value in call.headers.items()]
    scope = {
        **page.scope,
        "method": operation.method,
        # what else stands in the page's address is no id of this operation's
        "path_params": {k: v for k, v in call.path.items() if f"{{{k}}}" in operation.path},
        "query_string": b"",
        "headers": headers,
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": call.content, "more_body": False}

    return Request(scope, receive)
