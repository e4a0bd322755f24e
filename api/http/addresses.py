"""Which endpoint stands at an address: found part by part, however many endpoints there are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import TypeAlias

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from api.refusals import ApiError

Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """An endpoint for a method and a path, whose parts in braces may be anything but empty."""

    method: str
    path: str
    endpoint: Endpoint
    operation: str = "none"


class _Part:
    """What follows a part of a path, and what stands there."""

    def __init__(self) -> None:
        self.literal: dict[str, _Part] = {}
        self.anything: _Part | None = None
        self.addresses: dict[str, Address] = {}

    def following(self, part: str) -> _Part:
        """Return what follows ``part`` of a written path; it is made when it is new."""
        if not part.startswith("{"):
            return self.literal.setdefault(part, _Part())
        if self.anything is None:
            self.anything = _Part()
        return self.anything


class Addresses(BaseRoute):
    """Every endpoint of the application, as the one route that Starlette looks at."""

    def __init__(self) -> None:
        self._root = _Part()

    def add(self, address: Address) -> None:
        """Let an endpoint stand at its address."""
        here = self._root
        for part in address.path.split("/")[1:]:
            here = here.following(part)
        here.addresses[address.method] = address

    def find(self, method: str, path: str) -> tuple[Address, Mapping[str, str]]:
        """Return what stands there, and what the path has for its parts in braces.

        Raises:
            ApiError: ``route_unknown``; ``method_not_allowed`` with the methods that are.
        """
        parts, allowed = path.split("/")[1:], set[str]()
        for place in self._at(parts):
            if (address := place.get(method) or _headers_of(method, place)) is not None:
                written = zip(address.path.split("/")[1:], parts, strict=True)
                return address, {name[1:-1]: part for name, part in written if name[:1] == "{"}
            allowed |= place.keys() | ({"HEAD"} if "GET" in place else set())
        if allowed:
            raise ApiError("method_not_allowed", allowed=", ".join(sorted(allowed)))
        raise ApiError("route_unknown")

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Take every request: what stands nowhere is refused in our words."""
        return (Match.FULL if scope["type"] == "http" else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer by what stands there.

        Raises:
            ApiError: as `find`, and what the endpoint raises.
        """
        address, scope["path_params"] = self.find(scope["method"], scope["path"])
        scope["state"]["operation"] = address.operation
        response = await address.endpoint(Request(scope, receive, send))
        await response(scope, receive, send)

    def _at(self, parts: list[str]) -> Iterator[Mapping[str, Address]]:
        """Yield the endpoints of each written path that ``parts`` fit, by method."""
        reached = [self._root]
        for part in parts:
            reached = [following for place in reached for following in _through(place, part)]
        return (place.addresses for place in reached if place.addresses)


def _through(place: _Part, part: str) -> Iterator[_Part]:
    if (literal := place.literal.get(part)) is not None:
        yield literal
    if part and place.anything is not None:
        yield place.anything


def _headers_of(method: str, place: Mapping[str, Address]) -> Address | None:
    """Return what answers ``HEAD`` where nothing else does: the read (RFC 9110 section 9.3.2)."""
    return place.get("GET") if method == "HEAD" else None
