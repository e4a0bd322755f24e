"""The logs as anybody may check them: checkpoints and tiles, as files (C2SP tlog-tiles).

Below ``/logs/{log}``: ``checkpoint``, ``tile/<level>/<index>[.p/<width>]`` and
``tile/entries/<index>[.p/<width>]``. They reveal no stream and no content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.http.addresses import Address, Endpoint
from api.http.site import Site
from api.refusals import ApiError
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.proof.tiles import TILE_WIDTH, Bundle, parse_path

PREFIX: Final = "/logs/{log}"
PARTS_MAX: Final = 9
"""So many parts has the longest path of a tile behind ``tile/``: level, seven of index, width."""
OCTETS: Final = "application/octet-stream"
NOTE: Final = "text/plain; charset=utf-8"
FOR_EVER: Final = "public, max-age=31536000, immutable"
FOR_NOW: Final = "no-cache"

Reading: TypeAlias = Callable[[Book, str], Response]


def log_addresses(site: Site) -> Iterator[Address]:
    """Yield where checkpoints and tiles are."""
    yield Address(method="GET", path=f"{PREFIX}/checkpoint", endpoint=_endpoint(site, _checkpoint))
    for parts in range(2, PARTS_MAX + 1):
        path = "/".join(f"{{part{number}}}" for number in range(parts))
        yield Address(method="GET", path=f"{PREFIX}/tile/{path}", endpoint=_endpoint(site, _tile))


def _endpoint(site: Site, reading: Reading) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        client = request.client.host if request.client else ""
        site.limits.take("read", client, site.clock())
        log = request.path_params["log"]
        path = request.url.path.removeprefix(PREFIX.replace("{log}", log)).removeprefix("/")
        return await run_in_threadpool(lambda: reading(_book(site, log), path))

    return endpoint


def _book(site: Site, log: str) -> Book:
    if log == str(site.installation.identity.registry_log):
        return site.installation.registry
    try:
        return site.places.edition(log)
    except ApiError:
        raise ApiError("route_unknown") from None


def _checkpoint(book: Book, _: str) -> Response:
    """Answer with the newest head of the tree that grows, and every cosignature of it."""
    origins = book.published.origins()
    head = book.published.newest(origins[-1]) if origins else None
    if head is None:
        raise ApiError("route_unknown")
    return Response(head.note, media_type=NOTE, headers={"cache-control": FOR_NOW})


def _tile(book: Book, path: str) -> Response:
    origins, published = book.published.origins(), book.published
    try:
        asked = parse_path(path)
        if isinstance(asked, Bundle):
            octets = published.bundle(origins[-1], asked)
        else:
            octets = published.tile(origins[-1], asked)
    except (LedgerError, IndexError) as wrong:
        if isinstance(wrong, LedgerError) and wrong.code not in {"tile_missing", "path_malformed"}:
            raise
        raise ApiError("route_unknown") from None
    # a partial tile is the beginning of a wider one: what is there of it never changes either
    kept = FOR_EVER if asked.width == TILE_WIDTH else "public, max-age=60"
    return Response(octets, media_type=OCTETS, headers={"cache-control": kept})
