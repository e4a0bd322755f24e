"""Reading what one has just written, in time or with a code that says why not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from time import monotonic

import psycopg
import pytest
from projecting import House
from psycopg_pool import AsyncConnectionPool

from api.storage.views import Views
from projections.errors import ProjectionError
from projections.runner.live import Live
from projections.runner.waiting import Arrivals, Pool, wait_for
from projections.views import deals


@pytest.mark.parametrize("listens", [True, False])
def test_who_waits_goes_on_when_the_views_are_there(house: House, *, listens: bool) -> None:
    registry, _ = house.logs

    async def waits(arrivals: Arrivals, live: Live) -> None:
        waiting = asyncio.gather(*(arrivals.wait_for(registry, 2) for _ in range(5)))
        await asyncio.sleep(0.02)
        assert not waiting.done()
        await asyncio.to_thread(live.step, registry, 0, 2)
        await waiting

    with house.leading([deals]) as live:
        asyncio.run(among(house, lambda arrivals: waits(arrivals, live), listens=listens))


def test_nobody_waits_for_ever(house: House) -> None:
    registry, _ = house.logs
    begun = monotonic()
    with pytest.raises(ProjectionError) as late:
        asyncio.run(among(house, lambda arrivals: arrivals.wait_for(registry, 9, 0.2)))
    told = {"log": str(registry), "position": 9, "reached": 0, "seconds": 0.2}
    assert (late.value.code, late.value.facts) == ("not_there_yet", told)
    assert monotonic() - begun < 5


def test_what_is_there_is_not_waited_for(house: House) -> None:
    registry, _ = house.logs
    with house.leading([deals]) as live:
        live.step(registry, 0, 3)
    asyncio.run(among(house, lambda arrivals: arrivals.wait_for(registry, 3, 0)))
    with psycopg.connect(house.database.dsn(), autocommit=True) as session:
        wait_for(session, registry, 3, 0)
        with pytest.raises(ProjectionError) as late:
            wait_for(session, registry, 4, 0.1)
    assert late.value.code == "not_there_yet"


def test_a_thread_waits_as_well(house: House) -> None:
    registry, _ = house.logs
    with (
        house.leading([deals]) as live,
        psycopg.connect(house.database.dsn(), autocommit=True) as session,
        ThreadPoolExecutor(1) as pool,
    ):
        waiting = pool.submit(wait_for, session, registry, 2)
        live.step(registry, 0, 2)
        waiting.result(timeout=20)


def test_who_waits_is_told_that_the_database_has_gone(house: House) -> None:
    registry, _ = house.logs

    async def waits(arrivals: Arrivals) -> None:
        waiting = asyncio.create_task(arrivals.wait_for(registry, 9))
        await asyncio.sleep(0.02)
        house.query_elsewhere("ALTER ROLE counterseal_app NOLOGIN")
        house.query_elsewhere(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [house.database.name],
        )
        await waiting

    try:
        with pytest.raises(ProjectionError) as gone:
            asyncio.run(among(house, waits))
    finally:
        house.query_elsewhere("ALTER ROLE counterseal_app LOGIN")
    assert gone.value.code == "unavailable"


async def among(
    house: House, waits: Callable[[Arrivals], Awaitable[object]], *, listens: bool = True
) -> None:
    """Wait as web processes do."""
    async with pool_of(house) as pool:
        arrivals = Arrivals(pool)
        if not listens:
            await waits(arrivals)
            return
        async with arrivals.listening(house.database.dsn()):
            await waits(arrivals)


@asynccontextmanager
async def pool_of(house: House) -> AsyncIterator[Pool]:
    pool: Pool = AsyncConnectionPool(house.database.dsn(), min_size=1, open=False, timeout=1)
    async with pool:
        yield pool


def test_who_serves_is_ready_when_every_view_stands(house: House) -> None:
    async def ready() -> bool:
        async with Views(house.database.dsn()) as views:
            return await views.ready()

    assert asyncio.run(ready()) is False
    house.run()
    assert asyncio.run(ready()) is True
    house.query("UPDATE projections.standing SET version = 0 WHERE view = 'deals'")
    assert asyncio.run(ready()) is False


def test_who_serves_is_not_ready_while_nobody_answers() -> None:
    async def ready() -> bool:
        async with Views("host=/nowhere dbname=nothing") as views:
            return await views.ready()

    assert asyncio.run(ready()) is False
