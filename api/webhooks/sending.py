"""Sending one message over HTTP/1.1: to an address that was resolved once, checked, and kept to.

No redirect is followed. Of the answer the head is read, if it is not too long, and nothing else.
Everything together takes a bounded time, however slowly the other side or its name server speaks.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeAlias

import msgspec
from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser

from api.webhooks.address import Target, is_allowed

SECONDS: Final = 10.0
"""How long name, connection, TLS, request and the head of the answer may take together."""
HEAD_BYTES: Final = 16 * 1024
"""How much of an answer is read at most."""

LOOKUPS: Final = 64
"""So many names are looked up at the same time: some name servers are slow on purpose."""

Resolve: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]
"""Returns the addresses that a name has."""


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """How to reach endpoints. ``insecure_loopback`` is for trials on one machine."""

    resolve: Resolve
    context: ssl.SSLContext
    seconds: float = SECONDS
    insecure_loopback: bool = False


class Answer(msgspec.Struct, frozen=True):
    """What was answered: a status, and when to come back as ``Retry-After`` says it, if it does."""

    status: int
    retry_after: str = ""


class UndeliveredError(Exception):
    """Nobody answered; ``reason`` says why in one word, and nothing of what was said."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Names:
    """Looks names up in threads of its own: nobody waits for one when the time is over.

    A loop's own threads would be waited for at its end, by then for nothing.
    """

    def __init__(self, look_up: Callable[[str, int], Sequence[str]]) -> None:
        """``look_up`` returns the addresses of a name, however long it takes."""
        self._look_up = look_up
        self._threads = ThreadPoolExecutor(LOOKUPS, thread_name_prefix="names")

    async def resolved(self, host: str, port: int) -> Sequence[str]:
        """Return the addresses of a name.

        Raises:
            OSError: as what looks it up.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._look_up, host, port)


def looked_up(host: str, port: int) -> Sequence[str]:
    """Return the addresses of a name, as this machine resolves it.

    Raises:
        OSError: as `socket.getaddrinfo`.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(place[0]) for *_, place in found]


resolved: Final[Resolve] = Names(looked_up).resolved


async def send(target: Target, headers: Mapping[str, str], body: bytes, way: Way) -> Answer:
    """Send ``body`` and return what is answered, whatever it is.

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


async def _exchange(target: Target, address: str, request: bytes, way: Way) -> Answer:
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
        return await _answer(reader)
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
        self.answer: Answer | None = None
        self.parser = HttpResponseParser(self)
        self._retry_after = ""

    def on_message_begin(self) -> None:
        """Forget what an interim head said."""
        self._retry_after = ""

    def on_header(self, name: bytes, value: bytes) -> None:
        """Note when to come back."""
        if name.lower() == b"retry-after":
            self._retry_after = value.decode("ascii", "replace")

    def on_headers_complete(self) -> None:
        """Note what is answered."""
        status = self.parser.get_status_code()
        if self.answer is None and status >= 200:
            self.answer = Answer(status, self._retry_after)


async def _answer(reader: asyncio.StreamReader) -> Answer:
    head, read = _Head(), 0
    while head.answer is None:
        chunk = await reader.read(4096)
        read += len(chunk)
        if not chunk or read > HEAD_BYTES:
            raise UndeliveredError("answer")
        try:
            head.parser.feed_data(chunk)
        except HttpParserUpgrade:
            raise UndeliveredError("answer") from None
        except HttpParserError:
            if head.answer is None:
                raise
    return head.answer
