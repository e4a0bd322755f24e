"""Is the process alive, can it do its work, and its figures: for those who operate it."""

from __future__ import annotations

import hmac
from typing import Protocol, runtime_checkable

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from api.http.addresses import Address, Endpoint
from api.http.metrics import MEDIA_TYPE, Metrics
from api.http.site import Site
from api.refusals import ApiError
from ledger.errors import LedgerError
from ledger.signed import read_shrunk


@runtime_checkable
class Needed(Protocol):
    """A service without which requests cannot be answered."""

    async def ready(self) -> bool:
        """Return whether it works now. Never waits long, never raises."""
        ...


def health_addresses(site: Site, metrics: Metrics) -> list[Address]:
    """Return ``/livez``, ``/readyz`` and ``/metrics``."""
    return [
        Address(method="GET", path="/livez", endpoint=_livez),
        Address(method="GET", path="/readyz", endpoint=_readyz(site)),
        Address(method="GET", path="/metrics", endpoint=_metrics(site, metrics)),
    ]


def metrics_app(metrics: Metrics) -> Starlette:
    """Return an application that tells the figures to whoever can reach it, and nothing else."""

    async def figures(_: Request) -> Response:
        return await _figures(metrics)

    return Starlette(routes=[Route("/metrics", figures, methods=["GET"])])


async def _livez(_: Request) -> Response:
    """Answer: that is all that it takes to be alive."""
    return PlainTextResponse("ok\n")


def _readyz(site: Site) -> Endpoint:
    async def readyz(_: Request) -> Response:
        ready = {"ledger": await run_in_threadpool(_ledger_answers, site)}
        for service in site.services:
            if isinstance(service, Needed):
                ready[type(service).__name__.lower()] = await service.ready()
        status = 200 if all(ready.values()) else 503
        told = {**ready, "read_only": await run_in_threadpool(_read_only, site)}
        return JSONResponse(told, status, {"retry-after": "1"} if status == 503 else {})

    return readyz


def _ledger_answers(site: Site) -> bool:
    try:
        site.installation.registry.head()
    except LedgerError:
        return False
    return True


def _read_only(site: Site) -> list[dict[str, str]]:
    """Return the logs that have less than was signed of them, and what is known of that.

    They are read as before: whoever asks whether we are ready is told, and not sent away.
    """
    try:
        shrunk = read_shrunk(site.installation.registry.rows)
    except LedgerError:
        return []
    return [{"log": str(one.log_id), **{k: str(v) for k, v in one.facts.items()}} for one in shrunk]


def _metrics(site: Site, metrics: Metrics) -> Endpoint:
    """Return the endpoint of the figures, which only who knows the token finds there."""

    async def figures(request: Request) -> Response:
        token = site.settings.metrics_token
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if (
            token is None
            or scheme.lower() != "bearer"
            or not hmac.compare_digest(given.encode(), token.get_secret_value().encode())
        ):
            raise ApiError("route_unknown")
        return await _figures(metrics)

    return figures


async def _figures(metrics: Metrics) -> Response:
    return Response(await run_in_threadpool(metrics.text), media_type=MEDIA_TYPE)
