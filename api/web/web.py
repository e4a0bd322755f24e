"""Every page of this process: found, put at its address, and told when something is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from api.errors import CODED_ERRORS, CodedError
from api.http.acting import require_same_site
from api.http.addresses import Address, Endpoint
from api.http.asked import acting_within
from api.http.discovery import modules_of
from api.http.kept import keep
from api.http.router import Router
from api.http.site import Site
from api.refusals import ApiError
from api.web import pages
from api.web.assets import asset_addresses
from api.web.chrome import chrome_for
from api.web.forms import TOKEN, form_of
from api.web.interface import Interface
from api.web.page import Page, Pages
from api.web.presence import shown_first
from api.web.refused import refusal_page
from api.web.seals import Seals
from api.web.visit import Visit, here


def all_pages() -> tuple[Page, ...]:
    """Return the pages of each file in ``api/web/pages``."""
    files: list[Pages] = [module.pages for module in modules_of(pages)]
    return tuple(page for file in files for page in file.pages)


class Web:
    """The pages on one site."""

    def __init__(self, site: Site, routers: Iterable[Router]) -> None:
        self.interface = Interface(site, routers)
        self.seals = Seals(site.installation)
        self.pages = all_pages()

    def addresses(self) -> Iterator[Address]:
        """Yield where everything stands that a browser asks for."""
        yield from asset_addresses()
        for page in self.pages:
            name = f"{page.method} {page.path}"
            endpoint = self._endpoint(page)
            yield Address(method=page.method, path=page.path, endpoint=endpoint, operation=name)

    async def told(self, request: Request, error: CodedError) -> Response:
        """Return the page that tells of ``error``."""
        visit: Visit | None = getattr(request.state, "visit", None)
        if visit is None:
            visit = Visit(request, self.interface, self.seals, None)
            path, told = request.url.path, visit.tongue.told
            visit.chrome = await chrome_for(visit.site, None, self.pages, told, path)
        return await refusal_page(visit, error)

    def _endpoint(self, page: Page) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            try:
                visit = await self._begun(request, page)
                if visit.acting is None and not page.public:
                    return _let_in(visit)
                asked = await shown_first(visit)
                return asked or await page.handler(visit)
            except CODED_ERRORS:
                raise
            except Exception as unforeseen:  # told as ours, and logged where it came from
                raise ApiError("internal_error") from unforeseen

        return endpoint

    async def _begun(self, request: Request, page: Page) -> Visit:
        """Return the visit, once it is known who comes; a form's origin and token are its own."""
        site = self.interface.site
        changes = page.method == "POST"
        if changes:
            require_same_site(request)
        acting = await acting_within(request, site, page.limit, site.clock())
        keep(request)
        visit = Visit(request, self.interface, self.seals, acting)
        path, told = request.url.path, visit.tongue.told
        visit.chrome = await chrome_for(site, acting, self.pages, told, path)
        request.state.visit = visit
        if changes:
            visit.form = await form_of(request, page.form_bytes)
            self.seals.require_token(visit.form.text(TOKEN), acting)
        return visit


def _let_in(visit: Visit) -> Response:
    """Show the way in, from where it goes on to this page.

    Raises:
        ApiError: ``not_signed_in`` for a form: what was in it cannot come along.
    """
    if visit.request.method == "GET":
        return visit.go(f"/sign-in?to={quote(here(visit.request), safe='/')}")
    raise ApiError("not_signed_in")


def wants_page(request: Request) -> bool:
    """Return whether a refusal is read by a person: not what programs ask for."""
    path, accepts = request.url.path, request.headers.get("accept", "")
    return "text/html" in accepts and not path.startswith("/api/")
