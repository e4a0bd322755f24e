"""The page that verifies evidence bundles, at ``/verifier``: for whoever has no copy of it yet.

Who distrusts the fair takes the page from elsewhere; it works the same from a disk.
"""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from api.http.addresses import Address
from api.http.site import Site
from api.verifier_page import verifier_page, verifier_policy

PATH: Final = "/verifier"
HTML: Final = "text/html; charset=utf-8"


def verifier_address(site: Site) -> Address:
    """Return where the page is."""

    async def endpoint(request: Request) -> Response:
        client = request.client.host if request.client else ""
        site.limits.take("read", client, site.clock())
        headers = {"content-security-policy": verifier_policy(), "cache-control": "no-cache"}
        return Response(verifier_page(), media_type=HTML, headers=headers)

    return Address(method="GET", path=PATH, endpoint=endpoint)
