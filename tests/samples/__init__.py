"""One realistic sample of each event, by stored name.

A module of this folder holds the samples of one concern: ``EVENTS: tuple[Event, ...]``. The tests
of the house ask for the golden bytes and the sentences of each.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from aggregates.vocabulary import Event


def _collect() -> dict[str, Event]:
    found: dict[str, Event] = {}
    for module in iter_modules(__path__, f"{__name__}."):
        events: tuple[Event, ...] = getattr(import_module(module.name), "EVENTS", ())
        for event in events:
            name = str(event.__struct_config__.tag)
            assert name not in found, f"{name} has two samples"
            found[name] = event
    return found


SAMPLES = _collect()
