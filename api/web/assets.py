"""Styles, scripts, fonts: each by an address that names its content, and so kept for a year.

The files of ``static/css`` are served as one, in the order of their names: a page's own file there
is found by itself; so are htmx and its extensions. Scripts stand in ``static/js``, and what is of
others in ``static/vendor``.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from api.http.addresses import Address
from api.refusals import ApiError
from api.web.wall.earth import land_svg

ROOT: Final = "/static"
STYLE: Final = "app.css"
SCRIPT: Final = "htmx.js"
_PARTS: Final = ("htmx.min.js", "hx-csp.min.js", "hx-sse.min.js")
"""htmx begins a moment after it has run: what it must know by then stands in the same file."""
LAND: Final = "land.svg"
"""The land of the world as a mask, drawn of what is vendored."""
_YEAR: Final = "public, max-age=31536000, immutable"
_SHORT: Final = "public, max-age=300"
_TYPES: Final = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "json": "application/json",
    "woff2": "font/woff2",
}
_PRESSED: Final = {"css", "js", "svg", "json"}
_LEAST: Final = 512


class Asset(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it is served; ``pressed`` by gzip, where that is shorter."""

    content: bytes
    pressed: bytes
    media: str
    digest: str


@cache
def assets() -> Mapping[str, Asset]:
    """Return every file by its path below ``/static``."""
    static = files("api.web") / "static"
    sheets = sorted(_names(static / "css"))
    style = b"\n".join((static / "css" / name).read_bytes() for name in sheets)
    found: dict[str, Asset] = {}
    for path in _paths(static):
        if not path.startswith("css/") and _kind(path) in _TYPES:
            found[path] = _asset(path, static.joinpath(*path.split("/")).read_bytes())
    found[LAND] = _asset(LAND, land_svg(found["vendor/land-110m.json"].content))
    for path, asset in found.items():  # by the address by which pages load it too: once
        named = f'url("{ROOT}/{path}'.encode()
        style = style.replace(named + b'"', named + f'?v={asset.digest}"'.encode())
    script = b";\n".join(found[f"vendor/{part}"].content for part in _PARTS)
    return {STYLE: _asset(STYLE, style), SCRIPT: _asset(SCRIPT, script), **found}


def asset_address(path: str) -> str:
    """Return the address of a file, which is another one when its content is.

    Raises:
        KeyError: if there is none: a fault in a template.
    """
    return f"{ROOT}/{path}?v={assets()[path].digest}"


def asset_addresses() -> tuple[Address, ...]:
    """Return where the files are served."""
    return tuple(
        Address(method="GET", path=f"{ROOT}/{path}", endpoint=_served, operation="asset")
        for path in assets()
    )


async def _served(request: Request) -> Response:
    found = assets().get(request.url.path.removeprefix(f"{ROOT}/"))
    if found is None:
        raise ApiError("route_unknown")
    named = request.query_params.get("v") == found.digest
    headers = {
        "cache-control": _YEAR if named else _SHORT,
        "vary": "accept-encoding",
        "etag": f'"{found.digest}"',
    }
    if "gzip" in request.headers.get("accept-encoding", "") and found.pressed:
        pressed = {**headers, "content-encoding": "gzip"}
        return Response(found.pressed, headers=pressed, media_type=found.media)
    return Response(found.content, headers=headers, media_type=found.media)


def _asset(path: str, content: bytes) -> Asset:
    kind = _kind(path)
    worth = kind in _PRESSED and len(content) >= _LEAST
    return Asset(
        content=content,
        pressed=gzip.compress(content, 9, mtime=0) if worth else b"",
        media=_TYPES[kind],
        digest=hashlib.sha256(content).hexdigest()[:16],
    )


def _kind(path: str) -> str:
    return path.rpartition(".")[2]


def _names(folder: Traversable) -> list[str]:
    return [one.name for one in folder.iterdir() if one.name.endswith(".css")]


def _paths(folder: Traversable, before: str = "") -> list[str]:
    found: list[str] = []
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        path = f"{before}{one.name}"
        found += _paths(one, f"{path}/") if one.is_dir() else [path]
    return found
