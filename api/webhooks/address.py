"""Where a message may go: to a public address over TLS, never into the network that we stand in.

An organisation names the address, so it may name one of ours: a database, a cloud's metadata. What
a name resolves to is checked, and exactly that is connected to (`api.webhooks.sending`): a name
that resolves otherwise a moment later changes nothing.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final
from urllib.parse import SplitResult, urlsplit

import msgspec

from api.refusals import ApiError

URL_MAX: Final = 2000

_PORTS: Final = {"https": 443, "http": 80}
_FORBIDDEN: Final = tuple(
    ip_network(network)
    for network in (
        # what `is_global` leaves open, or some versions of it do
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
        *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16"),
        *("198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        # the metadata of a cloud at a public address
        "168.63.129.16/32",
        # IPv4 in IPv6: compatible, mapped, translated (RFC 6052, RFC 8215), 6to4, Teredo
        *("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48"),
        *("2002::/16", "2001::/23"),
        # discard, documentation, segment routing, unique local, link-local, site-local, multicast
        *("100::/64", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10"),
        *("fec0::/10", "ff00::/8"),
    )
)
_UNICAST: Final = ip_network("2000::/3")
"""All of IPv6 that is given out to anybody (RFC 4291 section 2.4, the IANA registry)."""


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A URL in its parts. ``path`` has the query with it."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port as the ``Host`` header says them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def target_of(url: str, *, insecure_loopback: bool) -> Target:
    """Return a URL in its parts.

    ``insecure_loopback`` lets messages go to this machine, also over HTTP.

    Raises:
        ApiError: ``webhook_url_refused`` with why: ``malformed``, ``scheme``, ``address``.
    """
    parts = _split(url)
    host, port = parts.hostname or "", parts.port
    scheme = parts.scheme
    if scheme != "https" and not (scheme == "http" and insecure_loopback and _is_loopback(host)):
        raise ApiError("webhook_url_refused", reason="scheme")
    if _literal(host) is not None and not is_allowed(host, insecure_loopback=insecure_loopback):
        raise ApiError("webhook_url_refused", reason="address")
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    return Target(scheme=scheme, host=host, port=port or _PORTS[scheme], path=path)


def is_allowed(address: str, *, insecure_loopback: bool) -> bool:
    """Return whether a message may go to an IP address (RFC 6890 and its registries)."""
    found = _literal(address)
    if found is None:
        return False
    if insecure_loopback and found.is_loopback:
        return True
    if isinstance(found, IPv6Address) and found not in _UNICAST:
        return False
    return found.is_global and not any(
        found in network for network in _FORBIDDEN if network.version == found.version
    )


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        named, port = bool(parts.hostname), parts.port
    except ValueError:
        raise ApiError("webhook_url_refused", reason="malformed") from None
    printable = url.isascii() and url.isprintable() and " " not in url and "\\" not in url
    extra = parts.username is not None or parts.password is not None or "#" in url
    if not printable or not named or port == 0 or extra or len(url) > URL_MAX:
        raise ApiError("webhook_url_refused", reason="malformed")
    return parts


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _is_loopback(host: str) -> bool:
    found = _literal(host)
    return host == "localhost" or (found is not None and found.is_loopback)
