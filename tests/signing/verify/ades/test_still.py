"""What runs without anything outside goes on, or ends; it never waits."""

from __future__ import annotations

import asyncio

import pytest

from signing.verify.ades.still import run


def test_several_tasks_are_run_to_their_end() -> None:
    async def answer(number: int) -> int:
        await asyncio.sleep(0)
        return number

    async def all_of_them() -> list[int]:
        return await asyncio.gather(*(answer(number) for number in range(3)))

    assert run(all_of_them()) == [0, 1, 2]


def test_who_waits_for_what_cannot_come_is_ended() -> None:
    async def wait() -> None:
        await asyncio.Event().wait()

    with pytest.raises(RuntimeError, match="nothing to wait for"):
        run(wait())


def test_no_connection_can_be_made() -> None:
    async def connect() -> None:
        await asyncio.open_connection("127.0.0.1", 9)

    with pytest.raises((NotImplementedError, RuntimeError)):
        run(connect())
