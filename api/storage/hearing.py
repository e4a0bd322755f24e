"""Hearing what is notified in the database, for as long as somebody wants to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from psycopg import AsyncConnection, Error, sql

from ledger.network import bounded_dsn

RETRY_SECONDS: Final = 1.0


async def hear(dsn: str, channel: str, heard: Callable[[], object]) -> None:
    """Call ``heard`` whenever something is notified on a channel, until cancelled.

    It is called too when the connection stands again: nobody knows what was missed.
    """
    listen = sql.SQL("LISTEN {}").format(sql.Identifier(channel))
    while True:
        with suppress(Error):
            connection = await AsyncConnection.connect(bounded_dsn(dsn), autocommit=True)
            async with connection:
                await connection.execute(listen)
                heard()
                async for _ in connection.notifies():
                    heard()
        await asyncio.sleep(RETRY_SECONDS)
