"""Loops of a test's own, in a process that drives a browser."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def apart_from_browsers() -> Iterator[None]:
    """Hide the loop of a browser that is kept: what asks for a loop of its own gets one.

    A browser that is driven from this thread leaves its loop marked as running all the while. In
    here it can not be driven.
    """
    looping = asyncio._get_running_loop()  # noqa: SLF001 - what asks first refuses instead
    asyncio._set_running_loop(None)  # noqa: SLF001 - there is no other way to say it
    try:
        yield
    finally:
        asyncio._set_running_loop(looping)  # noqa: SLF001 - as above
