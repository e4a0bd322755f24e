"""Work during which nobody looks for garbage: states have no cycles, and there are very many."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Generator[None, None, None]:
    """Let the collector of cycles wait; what is not referred to any more goes nevertheless."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
