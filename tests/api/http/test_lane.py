"""A flood of sign-ins takes no thread from others, and ends in a refusal that says to come back."""

from __future__ import annotations

import asyncio
from threading import Event, Semaphore

import pytest
from anyio import to_thread

from api.http.lane import THREADS, WAITING_MAX, Lane
from api.refusals import ApiError


def test_who_waits_takes_no_thread_and_only_so_many_wait() -> None:
    lane, free, begun = Lane(), Event(), list[int]()
    all_begun = Semaphore(0)

    def held() -> str:
        begun.append(1)
        if len(begun) == THREADS:
            all_begun.release()
        free.wait(30)
        return "done"

    async def flooded() -> list[str]:
        waiting = [asyncio.create_task(lane.run(held)) for _ in range(THREADS + WAITING_MAX)]
        await to_thread.run_sync(all_begun.acquire)
        with pytest.raises(ApiError) as refused:
            await lane.run(held)
        assert refused.value.code == "service_unavailable"
        assert await to_thread.run_sync(lambda: "others go on") == "others go on"
        assert len(begun) == THREADS
        free.set()
        return list(await asyncio.gather(*waiting))

    assert asyncio.run(flooded()) == ["done"] * (THREADS + WAITING_MAX)
    assert asyncio.run(Lane().run(lambda: "again")) == "again"
