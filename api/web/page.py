"""How a page is written down: a `Pages` for each file of ``api/web/pages``.

::

    pages = Pages()


    @pages.get("/deals/{deal}")
    async def deal_room(visit: Visit) -> Response:
        deal = await visit.read("read_deal", DealStanding)
        return visit.show("deal/room.html", deal=deal)


    @pages.post("/deals/{deal}/accept")
    async def accept(visit: Visit) -> Response: ...

Who is not signed in is shown the way in, unless the page is ``public``. A page that stands in the
navigation says how it is called there, and for which roles.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Literal, TypeAlias, TypeVar

import msgspec
from starlette.responses import Response

from aggregates.vocabulary import Role
from api.http.limits import Kind
from api.web.visit import Visit

Handler: TypeAlias = Callable[[Visit], Awaitable[Response]]
H = TypeVar("H", bound=Handler)

FORM_BYTES = 1024 * 1024
"""How long a form may be unless its page says otherwise."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A place in the navigation, the lowest ``order`` first; ``roles`` empty is for everybody.

    ``label`` is marked for translation with ``N_``.
    """

    label: str
    order: int
    roles: frozenset[Role] = frozenset()
    public: bool = False


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What stands at a path for a method."""

    method: Literal["GET", "POST"]
    path: str
    handler: Handler
    public: bool
    entry: Entry | None = None
    form_bytes: int = FORM_BYTES
    limit: Kind = "read"


class Pages:
    """The pages of one file."""

    def __init__(self) -> None:
        self.pages: list[Page] = []

    def get(
        self,
        path: str,
        *,
        public: bool = False,
        entry: Entry | None = None,
        limit: Kind = "read",
    ) -> Callable[[H], H]:
        """Return what writes a page down that is read."""

        def written(handler: H) -> H:
            page = Page(
                method="GET", path=path, handler=handler, public=public, entry=entry, limit=limit
            )
            self.pages.append(page)
            return handler

        return written

    def post(
        self,
        path: str,
        *,
        public: bool = False,
        form_bytes: int = FORM_BYTES,
        limit: Kind = "command",
    ) -> Callable[[H], H]:
        """Return what writes down what a form comes to.

        The form has been read, and its token and origin checked, before the handler is called.
        """

        def written(handler: H) -> H:
            page = Page(
                method="POST",
                path=path,
                handler=handler,
                public=public,
                form_bytes=form_bytes,
                limit=limit,
            )
            self.pages.append(page)
            return handler

        return written
