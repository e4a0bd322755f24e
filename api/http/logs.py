"""The logs as anybody may check them: checkpoints and tiles, as files (C2SP tlog-tiles).

Below ``/logs/{log}``: ``checkpoint``, ``tile/<level>/<index>[.p/<width>]`` and
``tile/entries/<index>[.p/<width>]``. They reveal no stream and no content. ``rotations`` is what
the log says of where it went on in another tree, if it did; the trees before are below their
numbers, ``/logs/{log}/1`` the first, for whoever has not seen the end of them.
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
from ledger.watching.places import FIRST
from ledger.watching.rotated import ROTATIONS, rotations_bytes

PREFIX: Final = "/logs/{log}"
PARTS_MAX: Final = 9
"""So many parts has the longest path of a tile behind ``tile/``: level, seven of index, width."""
OCTETS: Final = "application/octet-stream"
NOTE: Final = "text/plain; charset=utf-8"
JSON: Final = "application/json"
FOR_EVER: Final = "public, max-age=31536000, immutable"
FOR_NOW: Final = "no-cache"

Reading: TypeAlias = Callable[[Book, str, str], Response]
"""Reads a file of the log by its path, in the tree of an origin."""


def log_addresses(site: Site) -> Iterator[Address]:
    """Yield where checkpoints and tiles are."""
    yield Address(method="GET", path=f"{PREFIX}/{ROTATIONS}", endpoint=_endpoint(site, _rotations))
    checkpoint, tile = _endpoint(site, _checkpoint), _endpoint(site, _tile)
    for tree in (PREFIX, f"{PREFIX}/{{tree}}"):
        yield Address(method="GET", path=f"{tree}/checkpoint", endpoint=checkpoint)
        for parts in range(2, PARTS_MAX + 1):
            path = "/".join(f"{{part{number}}}" for number in range(parts))
            yield Address(method="GET", path=f"{tree}/tile/{path}", endpoint=tile)


def _endpoint(site: Site, reading: Reading) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        client = request.client.host if request.client else ""
        site.limits.take("read", client, site.clock())
        log, tree = request.path_params["log"], request.path_params.get("tree", "")
        prefix = "/".join((PREFIX.replace("{log}", log), *([tree] if tree else [])))
        path = request.url.path.removeprefix(prefix).removeprefix("/")

        def read() -> Response:
            book = _book(site, log)
            return reading(book, _origin(book, tree), path)

        return await run_in_threadpool(read)

    return endpoint


def _origin(book: Book, tree: str) -> str:
    """Return the origin of the tree that grows, or of the one with a number."""
    log = str(book.published.log_id)
    origins = book.published.origins()
    if tree:
        ending = f"/{log}" if tree == FIRST else f"/{log}/{tree}"
        origins = [origin for origin in origins if origin.endswith(ending)]
    if not origins:
        raise ApiError("route_unknown")
    return origins[-1]


def _book(site: Site, log: str) -> Book:
    if log == str(site.installation.identity.registry_log):
        return site.installation.registry
    try:
        return site.places.edition(log)
    except ApiError:
        raise ApiError("route_unknown") from None


def _rotations(book: Book, _: str, __: str) -> Response:
    """Answer with the events by which the log says that it went on in another tree."""
    shown = rotations_bytes(book.published.rotations())
    return Response(shown, media_type=JSON, headers={"cache-control": FOR_NOW})


def _checkpoint(book: Book, origin: str, _: str) -> Response:
    """Answer with the newest head of a tree, and every cosignature of it."""
    head = book.published.newest(origin)
    if head is None:
        raise ApiError("route_unknown")
    return Response(head.note, media_type=NOTE, headers={"cache-control": FOR_NOW})


def _tile(book: Book, origin: str, path: str) -> Response:
    published = book.published
    try:
        asked = parse_path(path)
        if isinstance(asked, Bundle):
            octets = published.bundle(origin, asked)
        else:
            octets = published.tile(origin, asked)
    except LedgerError as wrong:
        if wrong.code not in {"tile_missing", "path_malformed"}:
            raise
        raise ApiError("route_unknown") from None
    # a partial tile is the beginning of a wider one: what is there of it never changes either
    kept = FOR_EVER if asked.width == TILE_WIDTH else "public, max-age=60"
    return Response(octets, media_type=OCTETS, headers={"cache-control": kept})
