"""Which decisions the notebook follows, and how. Of the others it has nothing to say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import FunctionType, MappingProxyType
from typing import Any, Final

from machine.decisions import DECISIONS, Step
from machine.follow import (
    approvals,
    authorities,
    clocks,
    corrections,
    ending,
    fair,
    filings,
    paper,
    parties,
    performance,
    publicity,
    signing,
    terms,
)
from machine.model import Model

MODULES = (
    *(approvals, authorities, clocks, corrections, ending, fair, filings, paper, parties),
    *(performance, publicity, signing, terms),
)
Follow = Callable[[Model, Any], None]


def _found() -> dict[str, Follow]:
    found = {
        name: value
        for module in MODULES
        for name, value in vars(module).items()
        if name in DECISIONS and isinstance(value, FunctionType)
    }
    return {**found, **dict.fromkeys(("witness", "notarise", "official_sign"), signing.attest)}


FOLLOW: Final[Mapping[str, Follow]] = MappingProxyType(_found())


def follow(model: Model, step: Step) -> None:
    """Write down what has happened: the decision said yes to the command."""
    if step.decision in FOLLOW:
        FOLLOW[step.decision](model, step.command)
