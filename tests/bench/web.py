"""The pages on the small fair: what they weigh, how quick they are, how soon everybody is told.

``first`` are the kilobytes that the first page loads in a browser that was never here, over the
line, and those of its scripts; ``page`` the time from request to answer, one after the other, over
loopback; ``told`` the time from a command's answer to the last of the clients that follow the wall.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from typing import Final

import httpx2
from bench.frame import Figure, percentiles_ms, seconds
from bench.webs.fair import OFFICIAL, Visitor, small_fair
from bench.webs.telling import told
from bench.webs.weight import weight

ROUNDS = 120
CLIENTS = 200
MOVES = 30
GONE_ON = ("engaged", "negotiating", "agreed", "approving")
"""The stages in which sides may comment."""
OFFICE_PAGES: Final = {"desk": ("/desk",), "figures": ("/figures",), "figure": ("/figures/F4",)}
"""What an official opens daily."""


def run() -> Iterator[Figure]:
    """Yield what pages weigh, how quick they are, and how soon everybody is told."""
    with small_fair() as visitor, visitor.client() as client, visitor.client(OFFICIAL) as official:
        listed = client.get("/api/v1/deals", params={"limit": 50}).json()["items"]
        edition = client.get("/api/v1/editions").json()["editions"][0]["edition"]
        deals = [one["deal"] for one in listed]
        moving = next(one["deal"] for one in listed if one["stage"] in GONE_ON)
        yield {"what": "first", "page": "home", **weight(visitor, "/")}
        yield {"what": "first", "page": "deal", **weight(visitor, f"/deals/{moving}")}
        for name, paths in pages_of(edition, deals).items():
            yield {"what": "page", "page": name, **quick(visitor, client, paths)}
        for name, paths in OFFICE_PAGES.items():
            yield {"what": "page", "page": name, **quick(visitor, official, paths)}
        late = asyncio.run(told(visitor, edition, moving, CLIENTS, MOVES))
        yield {"what": "told", "clients": CLIENTS, **percentiles_ms(late)}
        yield moving_wall(visitor, edition, moving)


def pages_of(edition: str, deals: Sequence[str]) -> dict[str, Sequence[str]]:
    """Return what is asked for in turn, by name."""
    return {
        "home": ("/",),
        "deal": [f"/deals/{deal}" for deal in deals],
        "deals": ("/deals",),
        "timeline": [f"/deals/{deal}/timeline" for deal in deals],
        "wall": (f"/wall/now?edition={edition}",),
        "wall_data": (f"/api/v1/editions/{edition}/wall",),
    }


def quick(visitor: Visitor, client: httpx2.Client, paths: Sequence[str]) -> Figure:
    """Return how quick some addresses are answered; ``first_ms`` is the very first answer.

    ``cpu_ms`` is the work of the web processes for one: it says the same on a busy machine.
    """
    every = list(islice(cycle(paths), ROUNDS))
    first = seconds(lambda: client.get(every[0]).raise_for_status())
    before = visitor.cpu_seconds()
    latencies = [seconds(lambda path=path: client.get(path).raise_for_status()) for path in every]  # type: ignore[misc] # a default binds it
    worked = round((visitor.cpu_seconds() - before) * 1000 / len(every), 1)
    return {"first_ms": round(first * 1000, 1), **percentiles_ms(latencies), "cpu_ms": worked}


def moving_wall(visitor: Visitor, edition: str, deal: str) -> Figure:
    """Return how quick the wall's data are when each answer is of a position of its own."""
    latencies: list[float] = []
    path = f"/api/v1/editions/{edition}/wall"
    with visitor.client() as client:
        for _ in range(MOVES):
            asyncio.run(told(visitor, edition, deal, clients=1, rounds=1))
            latencies.append(seconds(lambda: client.get(path).raise_for_status()))
    return {"what": "page", "page": "wall_data_moved", **percentiles_ms(latencies)}
