"""Sending one message over HTTP/1.1: to an address that was resolved once, checked, and kept to.

No redirect is followed. Of the answer the head is read, if it is not too long, and nothing else.
Everything together takes a bounded time, however slowly the other side speaks.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final, TypeAlias

import msgspec
from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser

from api.webhooks.address import Target, is_allowed

SECONDS: Final = 10.0
"""How long name, connection, TLS, request and the head of the answer may take together."""
HEAD_BYTES: Final = 16 * 1024
"""How much of an answer is read at most."""

Resolve: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]
"""Returns the addresses that a name has."""


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """How to reach endpoints. ``insecure_loopback`` is for trials on one machine."""

    resolve: Resolve
    context: ssl.SSLContext
    seconds: float = SECONDS
    insecure_loopback: bool = False


class UndeliveredError(Exception):
    """Nobody answered; ``reason`` says why in one word, and nothing of what was said."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


async def resolved(host: str, port: int) -> Sequence[str]:
    """Return the addresses of a name, as this machine resolves it.

    Raises:
        OSError: as `socket.getaddrinfo`.
    """
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(place[0]) for *_, place in found]


async def send(target: Target, headers: Mapping[str, str], body: bytes, way: Way) -> int:
    """Send ``body`` and return the status of the answer, whatever it is.

    Raises:
        UndeliveredError: ``timeout``, ``name``, ``address``, ``tls``, ``connection``, ``answer``.
    """
    try:
        async with asyncio.timeout(way.seconds):
            address = await _address(target, way)
            return await _exchange(target, address, _request(target, headers, body), way)
    except TimeoutError:
        raise UndeliveredError("timeout") from None
    except ssl.SSLError:
        raise UndeliveredError("tls") from None
    except OSError:
        raise UndeliveredError("connection") from None
    except HttpParserError:
        raise UndeliveredError("answer") from None


async def _address(target: Target, way: Way) -> str:
    """Return the one address to connect to. One that is not allowed spoils the name."""
    try:
        found = await way.resolve(target.host, target.port)
    except (OSError, UnicodeError):
        raise UndeliveredError("name") from None
    allowed = way.insecure_loopback
    if not found or not all(is_allowed(one, insecure_loopback=allowed) for one in found):
        raise UndeliveredError("address")
    return found[0]


async def _exchange(target: Target, address: str, request: bytes, way: Way) -> int:
    secure = target.scheme == "https"
    reader, writer = await asyncio.open_connection(
        address,
        target.port,
        ssl=way.context if secure else None,
        server_hostname=target.host if secure else None,
    )
    try:
        writer.write(request)
        await writer.drain()
        return await _status(reader)
    finally:
        writer.transport.abort()  # what else it would say is not waited for


def _request(target: Target, headers: Mapping[str, str], body: bytes) -> bytes:
    lines = [
        f"POST {target.path} HTTP/1.1",
        f"host: {target.authority}",
        *(f"{name}: {value}" for name, value in headers.items()),
        f"content-length: {len(body)}",
        "accept: */*",
        "connection: close",
    ]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body


class _Head:
    """Hears of the end of a head; the one that counts is no interim one (RFC 9110 section 15.2)."""

    def __init__(self) -> None:
        self.status = 0
        self.parser = HttpResponseParser(self)

    def on_headers_complete(self) -> None:
        """Note the status."""
        status = self.parser.get_status_code()
        if not self.status and status >= 200:
            self.status = status


async def _status(reader: asyncio.StreamReader) -> int:
    head, read = _Head(), 0
    while not head.status:
        chunk = await reader.read(4096)
        read += len(chunk)
        if not chunk or read > HEAD_BYTES:
            raise UndeliveredError("answer")
        try:
            head.parser.feed_data(chunk)
        except HttpParserUpgrade:
            raise UndeliveredError("answer") from None
        except HttpParserError:
            if not head.status:
                raise
    return head.status
