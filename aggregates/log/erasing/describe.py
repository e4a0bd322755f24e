"""What is held and what was erased, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, assert_never

from aggregates.log.erasing.events import (
    DealErased,
    DocumentsErased,
    ErasingEvent,
    ErasureGround,
    ErasureProposed,
    ErasureWithdrawn,
    HoldGround,
    HoldPlaced,
    HoldReleased,
    PersonErased,
    RetentionSet,
    Subject,
)
from aggregates.log.erasing.evolve import erased_by
from aggregates.telling import Telling, counted, fact
from aggregates.words import Pair

_SUBJECTS: Final[Mapping[Subject, Pair]] = {
    Subject.DEAL: ("deal", "交易"),
    Subject.PERSON: ("person", "人员"),
    Subject.DOCUMENTS: ("executed documents of", "已签文件"),
}
_HOLDS: Final[Mapping[HoldGround, Pair]] = {
    HoldGround.LITIGATION: ("a lawsuit", "诉讼"),
    HoldGround.AUTHORITY: ("an authority's order", "主管机关命令"),
    HoldGround.AUDIT: ("an audit", "审计"),
}
_GROUNDS: Final[Mapping[ErasureGround, Pair]] = {
    ErasureGround.RETENTION_ENDED: ("its retention ended", "保存期届满"),
    ErasureGround.REQUEST: ("asked for by right", "依法请求"),
    ErasureGround.COURT: ("ordered by a court", "法院命令"),
}


def describe_erasing(event: ErasingEvent, t: Telling) -> str:
    """Return ``event`` as a timeline says it."""
    match event:
        case RetentionSet():
            return _retention(event, t)
        case HoldPlaced() | HoldReleased():
            return _hold(event, t)
        case ErasureProposed() | ErasureWithdrawn():
            return _proposal(event, t)
        case DealErased() | PersonErased() | DocumentsErased():
            return _erased(event, t)
        case _:
            assert_never(event)


def _retention(event: RetentionSet, t: Telling) -> str:
    who, day, file = t.name(event.by), fact(event.executed_until), fact(event.reference)
    days = counted(event.failed_days, "day")
    return t.say(
        en=f"{who} set that deals are kept for {days} after they fail, and executed documents"
        f" until {day} ({file}).",
        zh=f"{who}规定：交易失败后保存{fact(str(event.failed_days))}天，已签文件保存至{day}（{file}）。",
    )


def _hold(event: HoldPlaced | HoldReleased, t: Telling) -> str:
    who, hold, file = t.name(event.by), fact(event.hold), fact(event.reference)
    if isinstance(event, HoldReleased):
        return t.say(
            en=f"{who} released hold {hold} ({file}).", zh=f"{who}解除保全{hold}（{file}）。"
        )
    what, why = _what(event.subject, event.id, t), t.word(_HOLDS[event.ground])
    return t.say(
        en=f"{who} placed hold {hold} on the {what}, for {why} ({file}).",
        zh=f"{who}因{why}对{what}设定保全{hold}（{file}）。",
    )


def _proposal(event: ErasureProposed | ErasureWithdrawn, t: Telling) -> str:
    who, erasure = t.name(event.by), fact(event.erasure)
    if isinstance(event, ErasureWithdrawn):
        return t.say(en=f"{who} took erasure {erasure} back.", zh=f"{who}撤回删除提议{erasure}。")
    what, why = _what(event.subject, event.id, t), t.word(_GROUNDS[event.ground])
    file = fact(event.reference)
    return t.say(
        en=f"{who} proposed to erase the {what}: {why} ({file}).",
        zh=f"{who}提议删除{what}：{why}（{file}）。",
    )


def _erased(event: DealErased | PersonErased | DocumentsErased, t: Telling) -> str:
    first, second = t.name(event.proposed_by), t.name(event.by)
    what, why = _what(*erased_by(event), t), t.word(_GROUNDS[event.ground])
    file = fact(event.reference)
    return t.say(
        en=f"{first} and {second} erased the {what}: {why} ({file}).",
        zh=f"{first}和{second}删除了{what}：{why}（{file}）。",
    )


def _what(subject: Subject, identifier: str, t: Telling) -> str:
    """Return what is meant, always by its id: what is erased has no name."""
    return f"{t.word(_SUBJECTS[subject])}{t.pick(' ', '')}{fact(identifier)}"
