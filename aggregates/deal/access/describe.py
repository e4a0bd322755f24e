"""Who was let read a deal, and who no longer, in sentences."""

from __future__ import annotations

from typing import assert_never

from aggregates.deal.access.events import AccessEvent, AccessGranted, AccessRevoked, Scope
from aggregates.deal.access.state import ORGANISERS
from aggregates.deal.telling import DealTelling

SCOPES = {
    Scope.TIMELINE: ("the timeline", "时间线"),
    Scope.TERMS: ("the terms", "条款"),
    Scope.PAPERS: ("the papers", "文件"),
}
ORGANISERS_NAMED = ("the organisers", "主办机构")


def describe_access(event: AccessEvent, t: DealTelling) -> str:
    """Return ``event`` as a sentence."""
    who, side = t.name(event.by), t.name(event.principal)
    named = event.organisation != ORGANISERS
    reader = t.name(event.organisation) if named else t.word(ORGANISERS_NAMED)
    scopes = t.every(t.word(SCOPES[scope]) for scope in event.scopes)
    match event:
        case AccessGranted():
            return t.say(
                en=f"{who} let {reader} read {scopes} for {side}.",
                zh=f"{who}代表{side}准许{reader}查阅{scopes}。",
            )
        case AccessRevoked():
            return t.say(
                en=f"{who} let {reader} no longer read {scopes} for {side}.",
                zh=f"{who}代表{side}撤回准许{reader}查阅{scopes}。",
            )
        case _:
            assert_never(event)
