"""One visit to a page: who reads, in which language and zone, and what they may read and do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api import ids
from api.called import Called
from api.errors import CodedError, sentence
from api.http.acting import Acting
from api.http.codes import ZONE
from api.http.operation import JSON
from api.http.problems import tellable
from api.http.reply import Reply
from api.http.site import Site
from api.refusals import ApiError
from api.web.catalogues import texts_in
from api.web.flash import Flash, forget, said_before, take_along
from api.web.formats import Formats
from api.web.forms import KEY, NO_FORM, Form
from api.web.headers import NONCE
from api.web.interface import Call, Caller, Interface
from api.web.seals import Seals
from api.web.templates import rendered
from api.web.tongues import Tongue, tongue_of

T = TypeVar("T")

ZONE_COOKIE = "__Host-zone"
"""The reader's zone, as their browser says it."""
HTML = "text/html; charset=utf-8"
NOTICES = "#moved"
"""What asks for a page that reads itself anew: where such a page tells of it."""

_PASSED_ON = ("set-cookie", "clear-site-data")
"""What an operation tells the browser itself: sessions begin and end so."""


class Visit:
    """A request for a page, or from a form of one."""

    def __init__(
        self, request: Request, interface: Interface, seals: Seals, acting: Acting | None
    ) -> None:
        self.request, self.interface, self.seals, self.acting = request, interface, seals, acting
        self.at: datetime = interface.site.clock()
        self.form: Form = NO_FORM
        self.tongue: Tongue = tongue_of(request)
        self.formats = Formats(self.tongue, zone_of(request), self.at)
        self.chrome: Mapping[str, object] = {}
        self._once: dict[tuple[str, ...], object] = {}
        self._told_browser: list[tuple[str, str]] = []

    @property
    def site(self) -> Site:
        """What every endpoint stands on."""
        return self.interface.site

    @property
    def path(self) -> Mapping[str, str]:
        """The ids in the address."""
        return self.request.path_params

    @property
    def who(self) -> Acting:
        """Return who visits.

        Raises:
            ApiError: ``not_signed_in``.
        """
        if self.acting is None:
            raise ApiError("not_signed_in")
        return self.acting

    @property
    def caller(self) -> Caller:
        """Who calls the interface here."""
        language = self.tongue.told
        return Caller(request=self.request, acting=self.acting, at=self.at, language=language)

    def query(self, name: str, otherwise: str = "") -> str:
        """Return what the address says of ``name``."""
        return self.request.query_params.get(name, otherwise)

    def told(self, text: str, **facts: object) -> str:
        """Return a text in the reader's language, filled with ``facts``: ``%(name)s``."""
        return texts_in(self.tongue).gettext(text) % facts

    async def read(
        self, operation: str, kind: type[T], query: Mapping[str, object] | None = None, **path: str
    ) -> T:
        """Return what a read of the interface answers; ``path`` fills what this address leaves out.

        Raises:
            CodedError: whatever it refuses.
        """
        call = Call(operation=operation, path={**self.path, **path}, query=query or {})
        reply = await self._answer(call)
        return _of(kind, reply)

    async def read_once(self, operation: str, kind: type[T], **path: str) -> T:
        """Return what a read of the interface answered when this visit asked for it first.

        Raises:
            CodedError: whatever it refuses; what was refused is asked for again.
        """
        key = (operation, *path.values())
        if key not in self._once:
            self._once[key] = await self.read(operation, kind, None, **path)
        return cast("T", self._once[key])

    async def read_every(
        self, operation: str, kind: type[T], query: Mapping[str, object] | None = None, **path: str
    ) -> list[T]:
        """Return what a read of the interface answers that lists things of one kind.

        Raises:
            CodedError: whatever it refuses.
        """
        found = cast("tuple[object, ...]", await self.read(operation, tuple, query, **path))
        return [one for one in found if isinstance(one, kind)]

    async def do(self, operation: str, kind: type[T], body: Mapping[str, object], **path: str) -> T:
        """Carry a command or another change out: once for a form, on the version that it showed.

        Raises:
            CodedError: whatever it refuses.
        """
        headers = {"content-type": JSON, **self.form.headers}
        whole = {**self.path, **path}
        call = Call(operation=operation, path=whole, body=body, headers=headers)
        reply = await self._answer(call)
        return _of(kind, reply)

    async def hand_in(
        self,
        operation: str,
        kind: type[T],
        content: bytes,
        media: str,
        more: Mapping[str, str] | None = None,
        **path: str,
    ) -> T:
        """Hand a file to an operation that takes one; ``more`` are headers that say more of it.

        Raises:
            CodedError: whatever it refuses.
        """
        headers = {"content-type": media, "content-length": str(len(content)), **(more or {})}
        if self.form.text(KEY):
            headers |= self.form.headers
        whole = {**self.path, **path}
        call = Call(operation=operation, path=whole, headers=headers, content=content)
        return _of(kind, await self._answer(call))

    def show(self, template: str, code: int = 200, /, **values: object) -> Response:
        """Return a page; one that only reads itself anew leaves to the next what was to be said."""
        said = None if self._reads_anew else said_before(self.request, self.seals)
        whole = {**self.chrome, **self._known, "said": said, **values}
        response = Response(rendered(self.tongue, template, whole), code, media_type=HTML)
        response.headers["content-language"] = self.tongue.tag
        if said is not None:
            forget(response)
        if self._leads_on:
            response.headers["hx-push-url"] = here(self.request)
        return self._telling(response)

    def go(self, path: str, said: str = "", *, kind: str = "done") -> Response:
        """Send the browser on, after a form; the page there says ``said``."""
        response = RedirectResponse(path, status_code=303)
        if said:
            take_along(response, self.seals, Flash(kind=kind, text=said))  # type: ignore[arg-type] # one of three words
        return self._telling(response)

    def sentence(self, error: CodedError, names: Mapping[str, str] | None = None) -> str:
        """Return what a refusal says, in the reader's language."""
        return sentence(tellable(error), self.tongue.told, Called(names or {}))

    @property
    def _known(self) -> Mapping[str, object]:
        """What every template knows."""
        return {
            "visit": self,
            "acting": self.acting,
            "tongue": self.tongue,
            "formats": self.formats,
            "nonce": self.request.scope["state"][NONCE],
            "token": self.seals.token(self.acting),
            "new_key": ids.new_id,
            "here": here(self.request),
            "problem": None,
        }

    @property
    def _reads_anew(self) -> bool:
        """Whether a page that is shown asks for itself again, since something moved."""
        return self.request.headers.get("hx-source", "").endswith(NOTICES)

    @property
    def _leads_on(self) -> bool:
        """Whether the page comes in the place of another one, and not of itself."""
        headers = self.request.headers
        if self.form.fields or not headers.get("hx-target", "").endswith("#main"):
            return False
        return not headers.get("hx-current-url", "").endswith(here(self.request))

    async def _answer(self, call: Call) -> Reply:
        reply = await self.interface.answer(self.caller, call)
        self._told_browser += [(n, v) for n, v in reply.headers.items() if n in _PASSED_ON]
        return reply

    def _telling(self, response: Response) -> Response:
        for name, value in self._told_browser:
            response.headers.append(name, value)
        return response


def here(request: Request) -> str:
    """Return the address of a page below this host."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def zone_of(request: Request) -> ZoneInfo:
    """Return the reader's zone, as their browser said it; UTC where it said none that there is."""
    name = request.cookies.get(ZONE_COOKIE, "")
    return ZoneInfo(name) if ZONE.has(name) else ZoneInfo("UTC")


def _of(kind: type[T], reply: Reply) -> T:
    """Return the content of an answer, which its operation promises to be of this kind."""
    if not isinstance(reply.content, kind):
        raise TypeError(f"{type(reply.content).__name__} instead of {kind.__name__}")
    return reply.content


def facts_of(struct: msgspec.Struct) -> dict[str, object]:
    """Return the fields of a struct by name."""
    return msgspec.structs.asdict(struct)
