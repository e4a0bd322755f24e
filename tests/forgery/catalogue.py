"""All attacks, in the order of the steps that stop them."""

from __future__ import annotations

from collections.abc import Iterator

from forgery.attack import Attack
from forgery.attacks import (
    afterwards,
    archives,
    authority,
    boxes,
    certificates,
    emptied,
    purposes,
    ranges,
    selfmade,
    signers,
    spelling,
    strangers,
    timestamps,
)

from signing.verify.verifier import STEPS

MODULES = (
    *(strangers, emptied, afterwards, ranges, spelling, selfmade, boxes),
    *(purposes, certificates, timestamps, signers, authority, archives),
)


def _attacks() -> Iterator[Attack]:
    for held in [held for module in MODULES for held in vars(module).values()]:
        yield from (
            one for one in (held if isinstance(held, tuple) else [held]) if isinstance(one, Attack)
        )


ATTACKS = tuple(sorted(_attacks(), key=lambda one: list(STEPS).index(one.step)))
"""The steps are in their order, and the attacks that a step stops in that of their modules."""
