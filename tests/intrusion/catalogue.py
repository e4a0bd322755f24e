"""All attacks, by what the intruder has taken, and within that in the order of the modules."""

from __future__ import annotations

from intrusion.attack import Attack
from intrusion.attacks import (
    backups,
    clocks,
    contents,
    deals,
    events,
    history,
    keys,
    maps,
    tables,
    trees,
    witnesses,
)

MODULES = (
    *(events, deals, contents, maps, trees, tables, keys),
    *(backups, clocks, history, witnesses),
)

ATTACKS = tuple(
    sorted(
        (held for module in MODULES for held in vars(module).values() if isinstance(held, Attack)),
        key=lambda one: one.taken,
    )
)
