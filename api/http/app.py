"""The web application, put together: routers, errors, headers, log."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from functools import cache
from typing import cast

import msgspec
from anyio import to_thread
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from aggregates.catalogue import NO_NAMES
from api import routes
from api.accounts.accounts import Accounts
from api.clock import Clock, now
from api.errors import CODED_ERRORS, CodedError
from api.http.acting import Identities
from api.http.addresses import Address, Addresses
from api.http.discovery import modules_of
from api.http.document import document
from api.http.headers import SecurityHeaders
from api.http.health import health_addresses
from api.http.languages import language_of
from api.http.log import Logger, RequestLog, json_logger, places_of
from api.http.logs import log_addresses
from api.http.metrics import Metrics
from api.http.problems import tellable
from api.http.proxies import ClientAddress, networks_of
from api.http.revocation import revocation_addresses
from api.http.router import Router
from api.http.site import Site
from api.http.verifier import verifier_address
from api.http.workload import WorkFigures
from api.installation import Installation
from api.refusals import ApiError
from api.settings import Settings
from api.streams.streams import Streams
from api.web.headers import PageHeaders
from api.web.web import Web, wants_page

ROOT = "/api/v1"
VERSION = "1"
"""Of the interface; it grows, and what it has stays."""
THREADS = 10
"""As many as a log has connections for readers, and two more: a wait for one is told as such."""


def create_app(
    installation: Installation,
    settings: Settings,
    identities: Identities,
    services: Sequence[object] = (),
    *,
    clock: Clock = now,
    log: Logger | None = None,
) -> Starlette:
    """Return the application on ``installation``.

    ``services`` are what endpoints find by `Site.the`; those that are asynchronous context managers
    are entered while the application runs.
    """
    site, metrics = Site(installation, settings, identities, services, clock), Metrics()
    accounts = site.find(Accounts)
    if accounts is not None:
        metrics.collectors.register(WorkFigures(accounts.operations, clock))
    log = log or json_logger()
    proxies = networks_of(settings.trusted_proxies)
    web = Web(site, routers())
    app = Starlette(
        routes=[_addresses(site, metrics, web)],
        middleware=[
            Middleware(ClientAddress, proxies, settings.proxy_header),
            Middleware(RequestLog, log, metrics),
            Middleware(SecurityHeaders),
            Middleware(PageHeaders),
        ],
        exception_handlers=dict.fromkeys((*CODED_ERRORS, Exception), _told),
        lifespan=_lifespan,
    )
    app.state.web = web
    app.state.site, app.state.metrics, app.state.log = site, metrics, log
    app.state.ending = [one.end for one in site.services if isinstance(one, Streams)]
    return app


def routers() -> tuple[Router, ...]:
    """Return the router of each file in ``api/routes``."""
    return tuple(module.router for module in modules_of(routes))


@cache
def openapi() -> bytes:
    """Return the OpenAPI document of every endpoint, as it is served and committed.

    It is made when it is first asked for: nobody who wants a page waits for it.
    """
    operations = [operation for router in routers() for operation in router.operations]
    described = document(operations, ROOT, VERSION)
    return msgspec.json.format(msgspec.json.encode(described), indent=1) + b"\n"


def _addresses(site: Site, metrics: Metrics, web: Web) -> Addresses:
    addresses = Addresses()
    for router in routers():
        for address in router.addresses:
            addresses.add(msgspec.structs.replace(address, path=ROOT + address.path))
    described = Address(method="GET", path=f"{ROOT}/openapi.json", endpoint=_described)
    static = (described, verifier_address(site))
    health, logs = health_addresses(site, metrics), log_addresses(site)
    for address in (*static, *health, *logs, *revocation_addresses(site), *web.addresses()):
        addresses.add(address)
    return addresses


async def _described(_: Request) -> Response:
    content = await to_thread.run_sync(openapi)
    return Response(content, media_type="application/json")


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncGenerator[None, None]:
    site: Site = app.state.site
    to_thread.current_default_thread_limiter().total_tokens = THREADS
    async with AsyncExitStack() as running:
        for service in site.services:
            if isinstance(service, AbstractAsyncContextManager):
                entered = cast("AbstractAsyncContextManager[object]", service)
                await running.enter_async_context(entered)
        yield


async def _told(request: Request, error: Exception) -> Response:
    """Return the problem document for whatever was raised; what nobody foresaw is logged."""
    site: Site = request.app.state.site
    coded = _coded(error)
    told = tellable(coded)
    if told.code in {"internal_error", "service_unavailable", "leaf_contradicted"}:
        cause = error.__cause__ or error
        request.app.state.log.error(
            "failure",
            kind=type(cause).__name__,
            code=coded.code,
            places=places_of(cause),
            request_id=request.state.request_id,
        )
    request.state.code = told.code
    request.app.state.metrics.problem(told.code)
    if wants_page(request):
        web: Web = request.app.state.web
        return await web.told(request, coded)
    language = language_of(request.headers.get("accept-language", ""))
    names = getattr(request.state, "names", NO_NAMES)
    return site.problems.response(coded, language, request.state.request_id, names)


def _coded(error: Exception) -> CodedError:
    return error if isinstance(error, CODED_ERRORS) else ApiError("internal_error")
