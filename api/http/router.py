"""How an endpoint is written down: a router for each file of ``api/routes``.

::

    router = Router("deals")


    @router.get("/deals/{deal}/matrix", answer=MatrixNow, query=At)
    def read_matrix(asked: Asked, query: At) -> Reply: ...

The operation id is the name of the function, its docstring the description. A handler gets what is
asked, then its decoded query or body where it has one; ``def`` runs in a thread, ``async def`` on
the loop. It returns the answer's struct, a `Reply` to say more, or a Starlette response.
Commands are written down by `api.http.commands`, which uses this.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from inspect import getdoc, iscoroutinefunction
from typing import TypeAlias, TypeVar, cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.errors import CODED_ERRORS
from api.http.addresses import Address, Endpoint
from api.http.asked import Asked, asked_of
from api.http.body import body_of, decoded, document_of
from api.http.calling import names_for
from api.http.erased import tellable_to
from api.http.limits import Kind
from api.http.operation import BODY_BYTES, JSON, Method, Operation
from api.http.query import query_of
from api.http.reply import responded
from api.http.site import Site
from api.refusals import ApiError
from ledger.errors import LedgerError

Handler: TypeAlias = Callable[..., object]
"""Takes what is asked and what was decoded; what it takes exactly, its operation says."""

H = TypeVar("H", bound=Handler)


class Router:
    """The endpoints of one noun."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.operations: list[Operation] = []
        self.handlers: dict[str, Handler] = {}
        self.addresses: list[Address] = []

    def get(
        self,
        path: str,
        *,
        answer: object,
        query: object = None,
        media: tuple[str, ...] = (JSON,),
        limit: Kind = "read",
    ) -> Callable[[H], H]:
        """Return what writes a read down."""

        def written(handler: H) -> H:
            self.add(
                Operation(
                    id=handler.__name__,
                    method="GET",
                    path=path,
                    tag=self.tag,
                    about=getdoc(handler) or "",
                    answer=answer,
                    query=query,
                    media=media,
                    limit=limit,
                ),
                handler,
            )
            return handler

        return written

    def change(  # noqa: PLR0913 - what an endpoint says of itself
        self,
        method: Method,
        path: str,
        *,
        body: object = None,
        answer: object = None,
        status: int = 200,
        streams: bool = False,
        body_bytes: int = BODY_BYTES,
        limit: Kind = "command",
    ) -> Callable[[H], H]:
        """Return what writes down a change that is no command to the ledger: a session, a key."""

        def written(handler: H) -> H:
            self.add(
                Operation(
                    id=handler.__name__,
                    method=method,
                    path=path,
                    tag=self.tag,
                    about=getdoc(handler) or "",
                    body=body,
                    answer=answer,
                    status=status,
                    streams=streams,
                    body_bytes=body_bytes,
                    limit=limit,
                ),
                handler,
            )
            return handler

        return written

    def add(self, operation: Operation, handler: Handler) -> None:
        """Serve ``operation`` by ``handler``."""
        self.operations.append(operation)
        self.handlers[operation.id] = handler
        self.addresses.append(
            Address(
                method=operation.method,
                path=operation.path,
                endpoint=_endpoint(operation, handler),
                operation=operation.id,
            )
        )


def _endpoint(operation: Operation, handler: Handler) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        site: Site = request.app.state.site
        try:
            asked = await asked_of(request, site, operation)
            return await _answered(request, asked, handler)
        except CODED_ERRORS:
            raise
        except Exception as unforeseen:  # told as ours, and logged where it came from
            raise ApiError("internal_error") from unforeseen

    return endpoint


async def _answered(request: Request, asked: Asked, handler: Handler) -> Response:
    """Return the answer; of a refusal, note what it may call the ids that it is about."""
    try:
        return responded(asked, await answer_of(handler, asked, *await _arguments(asked)))
    except CODED_ERRORS as refused:
        request.state.names = await names_for(asked, refused)
        raise


async def answer_of(handler: Handler, asked: Asked, *arguments: object) -> object:
    """Return what a handler answers; a ``def`` runs in a thread.

    Raises:
        what the handler raises, but for a failure that may be told in other words, see
        `tellable_to`.
    """
    called = handler if iscoroutinefunction(handler) else partial(run_in_threadpool, handler)
    try:
        return await called(asked, *arguments)
    except LedgerError as wrong:
        raise await tellable_to(asked, wrong) from wrong


async def _arguments(asked: Asked) -> tuple[object, ...]:
    operation = asked.operation
    given: list[object] = []
    if operation.query is not None:
        given.append(query_of(asked.request, operation.query))
    if operation.body is not None and not operation.streams:
        body = await body_of(asked.request, operation.body_bytes)
        given.append(decoded(document_of(body), cast("type[object]", operation.body)))
    return tuple(given)
