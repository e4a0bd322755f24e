"""How holds, proposals and erasures change what a log knows of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar, assert_never

from msgspec.structs import replace

from aggregates.log.erasing.events import (
    DealErased,
    DocumentsErased,
    ErasingEvent,
    Erasure,
    ErasureProposed,
    ErasureWithdrawn,
    HoldPlaced,
    HoldReleased,
    PersonErased,
    RetentionSet,
    Subject,
)
from aggregates.log.erasing.state import Erasing

V = TypeVar("V")


def evolve_erasing(state: Erasing, event: ErasingEvent) -> Erasing:
    """Return the state after ``event``. Never refuses: it has happened."""
    match event:
        case RetentionSet():
            return replace(state, retention=event)
        case HoldPlaced(hold=hold):
            return replace(state, holds={**state.holds, hold: event}, used=state.used | {hold})
        case HoldReleased(hold=hold):
            return replace(state, holds=_without(state.holds, hold))
        case ErasureProposed(erasure=erasure):
            proposals = {**state.proposals, erasure: event}
            return replace(state, proposals=proposals, used=state.used | {erasure})
        case ErasureWithdrawn(erasure=erasure):
            return replace(state, proposals=_without(state.proposals, erasure))
        case DealErased() | PersonErased() | DocumentsErased():
            return replace(
                state,
                proposals=_without(state.proposals, event.erasure),
                erased={**state.erased, erased_by(event): event},
            )
        case _:
            assert_never(event)


def erased_by(event: Erasure) -> tuple[Subject, str]:
    """Return what an erasure erased."""
    match event:
        case DealErased():
            return Subject.DEAL, event.deal
        case PersonErased():
            return Subject.PERSON, event.person
        case DocumentsErased():
            return Subject.DOCUMENTS, event.edition
        case _:
            assert_never(event)


def _without(items: Mapping[str, V], key: str) -> Mapping[str, V]:
    return {name: item for name, item in items.items() if name != key}
