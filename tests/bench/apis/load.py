"""A load generator beside the server: requests at instants that are set beforehand.

Each latency counts from the instant at which its request was due, not from when a connection was
free for it: a server that stalls is charged for everybody who waits (no coordinated omission).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from time import perf_counter
from typing import Final

import msgspec
import uvloop

GRACE_SECONDS: Final = 30.0
"""How long after the last request was due its answer may come."""


class Measured(msgspec.Struct, frozen=True):
    """What came of a load: seconds from due to done, in order of ending, and what went wrong."""

    latencies: Sequence[float]
    errors: Sequence[str]


class Connection:
    """One connection with keep-alive (RFC 9112), used by one request at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Send a request, and return the status and the body of the answer."""
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        return int(head[9:12]), await self._reader.readexactly(int(length or 0))

    def close(self) -> None:
        """Hang up."""
        self._writer.close()


def load(
    address: tuple[str, int], requests: Sequence[bytes], rate: float, connections: int = 32
) -> Measured:
    """Send ``requests``, ``rate`` of them a second, and wait for the answers, for a bounded time.

    What has no answer by then is an error.
    """
    latencies: list[float] = []
    errors: list[str] = []
    with suppress(TimeoutError):
        lasting = len(requests) / rate + GRACE_SECONDS
        loading = _load(address, requests, rate, connections, (latencies, errors))
        uvloop.run(asyncio.wait_for(loading, lasting))
    missing = len(requests) - len(latencies)
    return Measured(latencies, [*errors, *["no answer"] * missing])


async def _load(
    address: tuple[str, int],
    requests: Sequence[bytes],
    rate: float,
    connections: int,
    found: tuple[list[float], list[str]],
) -> None:
    waiting = iter(enumerate(requests))
    open_ones = [Connection(*await asyncio.open_connection(*address)) for _ in range(connections)]
    begin = perf_counter()
    asking = (_keep_asking(one, waiting, lambda n: begin + n / rate, found) for one in open_ones)
    await asyncio.gather(*asking)
    for one in open_ones:
        one.close()


async def _keep_asking(
    connection: Connection,
    waiting: Iterator[tuple[int, bytes]],
    due: Callable[[int], float],
    found: tuple[list[float], list[str]],
) -> None:
    """Take the next request that nobody has taken, until there is none or the connection ends."""
    latencies, errors = found
    for number, request in waiting:
        await asyncio.sleep(max(due(number) - perf_counter(), 0))
        with suppress(OSError, asyncio.IncompleteReadError):
            status, body = await connection.ask(request)
            latencies.append(perf_counter() - due(number))
            if status >= 400:
                errors.append(f"{status} {body[:300]!r}")
            continue
        return


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """Return a request as it goes over the wire."""
    whole = {"host": "fair.example.org", **headers, "content-length": str(len(body))}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {one}" for name, one in whole.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body
