"""How long it takes until everybody who looks at the wall has been told that something moved."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from time import perf_counter
from urllib.parse import urlsplit

import httpx2
import msgspec
from bench.webs.fair import Visitor

from api import ids

PATIENCE_SECONDS = 30.0


class Listener:
    """One client of the stream, and the newest position that it was told."""

    def __init__(self) -> None:
        self.position = 0
        self.moved = asyncio.Event()

    async def follow(self, reader: asyncio.StreamReader) -> None:
        """Read the stream until it ends."""
        while line := await reader.readline():
            if line.startswith(b"data: "):
                told = msgspec.json.decode(line[6:], type=dict[str, object])
                self.position = int(str(told["position"]))
                self.moved.set()

    async def hears(self, position: int) -> None:
        """Wait until a position was told."""
        while self.position < position:
            self.moved.clear()
            await self.moved.wait()


async def told(visitor: Visitor, edition: str, deal: str, clients: int, rounds: int) -> list[float]:
    """Return, for each of some comments, the seconds from its answer to the last client's word."""
    listeners = [Listener() for _ in range(clients)]
    lines = [await _connected(visitor, edition) for _ in listeners]
    followed = zip(listeners, lines, strict=True)
    tasks = [asyncio.create_task(one.follow(line)) for one, (line, _) in followed]
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await asyncio.gather(*(one.hears(1) for one in listeners))
        headers = {"cookie": visitor.cookie}
        async with httpx2.AsyncClient(base_url=visitor.url, headers=headers, timeout=60) as client:
            return [await _round(client, deal, listeners) for _ in range(rounds)]
    finally:
        for task, (_, writer) in zip(tasks, lines, strict=True):
            task.cancel()
            writer.close()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _round(client: httpx2.AsyncClient, deal: str, listeners: Sequence[Listener]) -> float:
    answer = await client.post(
        f"/api/v1/deals/{deal}/comment",
        json={"text": "We would like to see the schedule of deliveries."},
        headers={"idempotency-key": ids.new_id()},
    )
    answered = perf_counter()
    assert answer.status_code == 200, answer.text
    position = max(answer.json()["positions"])
    async with asyncio.timeout(PATIENCE_SECONDS):
        await asyncio.gather(*(one.hears(position) for one in listeners))
    return perf_counter() - answered


async def _connected(
    visitor: Visitor, edition: str
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    at = urlsplit(visitor.url)
    reader, writer = await asyncio.open_connection(at.hostname, at.port)
    path = f"/api/v1/editions/{edition}/wall"
    asked = f"GET {path} HTTP/1.1\r\nhost: {at.netloc}\r\naccept: text/event-stream\r\n\r\n"
    writer.write(asked.encode())
    await writer.drain()
    status = await reader.readline()
    assert b" 200 " in status, status
    return reader, writer  # which closes the connection once nobody has it
