"""From where a request comes, when there are proxies before this server.

What a client sends of itself is worth nothing: only a proxy that the operator named is believed,
and only about who spoke with it. So the addresses are read from the right, where the nearest proxy
wrote last, and the first that is no trusted proxy's is the client's. What stands left of it anybody
could have sent.

Source: RFC 7239 sections 4 to 6 (``Forwarded``); ``X-Forwarded-For`` as proxies write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final, Literal, TypeAlias

from starlette.types import ASGIApp, Receive, Scope, Send

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network
ProxyHeader: TypeAlias = Literal["x-forwarded-for", "forwarded"]

HOPS_MAX: Final = 32
"""How many addresses are looked at: no chain of proxies is as long."""

_PAIR: Final = r'\s*(?P<name>[A-Za-z]+)=(?P<value>"(?:[^"\\]|\\.)*"|[^;,"\s]+)\s*(?:;|$)'
_PAIRS: Final = re.compile(f"(?:{re.sub('[?]P<[a-z]+>', '?:', _PAIR)})+")
_ELEMENT: Final = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+')


def networks_of(written: str) -> tuple[Network, ...]:
    """Return the networks of a list with commas: ``10.0.0.0/8, 2001:db8::/32, 192.0.2.7``.

    Raises:
        ValueError: for what is none, or has bits behind its prefix.
    """
    return tuple(ip_network(one.strip()) for one in written.split(",") if one.strip())


class ClientAddress:
    """Puts the client's address in the place of the nearest proxy's, where that is trusted."""

    def __init__(self, app: ASGIApp, trusted: Sequence[Network], header: ProxyHeader) -> None:
        self._app = app
        self._trusted = tuple(trusted)
        self._header = header

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, from where it really comes."""
        if scope["type"] == "http" and self._trusted and scope.get("client"):
            scope["client"] = (self._client(scope), scope["client"][1])
        await self._app(scope, receive, send)

    def _client(self, scope: Scope) -> str:
        peer: str = scope["client"][0]
        known = _address(peer)
        if known is None or not self._is_trusted(known):
            return peer
        for said in list(self._hops(scope))[: -HOPS_MAX - 1 : -1]:
            found = _address(said)
            if found is None:  # hidden, or made up: who said so is the last one known
                break
            known = found
            if not self._is_trusted(found):
                break
        return str(known)

    def _hops(self, scope: Scope) -> Iterator[str]:
        """Yield what the header says, the farthest first; several headers are one (RFC 9110)."""
        name = self._header.encode()
        value = ",".join(raw.decode("latin-1") for key, raw in scope["headers"] if key == name)
        for element in _ELEMENT.findall(value):
            yield _said_for(element) if self._header == "forwarded" else element.strip()

    def _is_trusted(self, address: Address) -> bool:
        return any(address in network for network in self._trusted)


def _said_for(element: str) -> str:
    """Return what ``for`` says in an element of ``Forwarded``; nothing if it is not well formed.

    The other parameters may hold what a client chose, its ``Host`` for one, in quotes.
    """
    if not _PAIRS.fullmatch(element):
        return ""
    said = [pair["value"] for pair in re.finditer(_PAIR, element) if pair["name"].lower() == "for"]
    return said[0].strip('"') if len(said) == 1 else ""


def _address(written: str) -> Address | None:
    """Return an address, with or without a port; None for what is none."""
    bare = written
    if written.startswith("["):
        bare = written[1:].partition("]")[0]
    elif written.count(":") == 1:
        bare = written.partition(":")[0]
    try:
        address = ip_address(bare)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
