"""How a deal is counted anew, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from aggregates.deal.classification.events import (
    Attributes,
    AttributesStated,
    CeremonyScheduled,
    ClassificationCorrected,
    ClassificationEvent,
    DuplicateJudged,
    Finding,
    InvestorClass,
)
from aggregates.deal.parties.events import Classification, Direction
from aggregates.deal.telling import DealTelling
from aggregates.telling import fact
from aggregates.words import Pair

DIRECTIONS = {
    Direction.INBOUND: ("inbound", "引进来"),
    Direction.OUTBOUND: ("outbound", "走出去"),
    Direction.DOMESTIC: ("domestic", "境内"),
}
MODES = {
    "greenfield": ("greenfield", "绿地投资"),
    "merger_acquisition": ("merger or acquisition", "并购"),
    "joint_venture": ("joint venture", "合资"),
    "expansion": ("expansion", "增资扩产"),
    "technology_licence": ("technology licence", "技术许可"),
    "epc": ("EPC", "工程总承包"),
    "trade": ("trade", "贸易"),
}
"""The usual modes; every other is told by its own name."""


INVESTORS = {
    InvestorClass.STATE_OWNED: ("state-owned enterprise", "国有企业"),
    InvestorClass.LISTED: ("listed company", "上市公司"),
    InvestorClass.PRIVATE: ("private company", "民营企业"),
    InvestorClass.FINANCIAL: ("financial institution", "金融机构"),
    InvestorClass.FUND: ("investment fund", "投资基金"),
    InvestorClass.SOVEREIGN: ("sovereign fund", "主权基金"),
    InvestorClass.DEVELOPMENT: ("development institution", "开发性金融机构"),
    InvestorClass.INDIVIDUAL: ("individual", "个人"),
}
_UNKNOWN: Pair = ("nothing", "未填写")


def describe_classification(event: ClassificationEvent, t: DealTelling) -> str:
    """Return ``event`` as a sentence: what is counted otherwise, from what to what."""
    match event:
        case ClassificationCorrected():
            return _corrected(event, t)
        case AttributesStated():
            return _stated(event, t)
        case CeremonyScheduled():
            return _scheduled(event, t)
        case DuplicateJudged():
            return _judged(event, t)
        case _:
            assert_never(event)


def _corrected(event: ClassificationCorrected, t: DealTelling) -> str:
    who, why = t.name(event.by), t.closing(event.reason)
    changes = t.every(_changes(event.previous, event.classification, t))
    return t.say(
        en=f"{who} corrected the classification of the deal, {changes}: {why}",
        zh=f"{who}更正交易分类，{changes}：{why}",
    )


def _stated(event: AttributesStated, t: DealTelling) -> str:
    who, why = t.name(event.by), t.closing(event.reason)
    before = event.previous or Attributes(lists=0, made_by="")
    changes = t.every(_told(_attributes(before, event.attributes, t), t))
    return t.say(
        en=f"{who} stated by what the deal is counted, {changes}: {why}",
        zh=f"{who}填写交易的统计属性，{changes}：{why}",
    )


def _scheduled(event: CeremonyScheduled, t: DealTelling) -> str:
    who = t.name(event.by)
    if event.item is None:
        return t.say(
            en=f"{who} took the deal out of the running order of the ceremony.",
            zh=f"{who}将交易移出签约仪式的流程。",
        )
    item, place = fact(event.item), fact(str(event.place))
    return t.say(
        en=f"{who} put the deal in the running order of the ceremony: {item}, place {place}.",
        zh=f"{who}将交易排入签约仪式流程：{item}，第{place}位。",
    )


def _judged(event: DuplicateJudged, t: DealTelling) -> str:
    who, why, other = t.name(event.by), t.closing(event.reason), t.name(event.other)
    match event.finding:
        case Finding.DISTINCT:
            return t.say(
                en=f"{who} found that the deal and {other} are not the same: {why}",
                zh=f"{who}认定本交易与{other}并非同一交易：{why}",
            )
        case Finding.STANDS:
            return t.say(
                en=f"{who} found that {other} repeats the deal, which stands for both: {why}",
                zh=f"{who}认定{other}与本交易重复，以本交易为准：{why}",
            )
        case Finding.REPEATS:
            return t.say(
                en=f"{who} found that the deal repeats {other} and is not to be counted: {why}",
                zh=f"{who}认定本交易与{other}重复，不计入统计：{why}",
            )
        case _:
            assert_never(event.finding)


def _attributes(
    before: Attributes, now: Attributes, t: DealTelling
) -> Iterator[tuple[Pair, str, str]]:
    yield ("theme", "主题"), _code(before.theme, t), _code(now.theme, t)
    yield ("delegation", "代表团"), _code(before.delegation, t), _code(now.delegation, t)
    origins = _code(before.ultimate_origin, t), _code(now.ultimate_origin, t)
    yield ("ultimate origin", "最终来源地"), *origins
    classes = before.investor_class, now.investor_class
    was, is_now = (t.word(_UNKNOWN if one is None else INVESTORS[one]) for one in classes)
    yield ("investor class", "投资者类别"), was, is_now


def _code(code: str | None, t: DealTelling) -> str:
    return t.word(_UNKNOWN) if code is None else fact(code)


def _changes(before: Classification, now: Classification, t: DealTelling) -> Iterator[str]:
    rows: tuple[tuple[Pair, str, str], ...] = (
        (("direction", "方向"), _direction(before, t), _direction(now, t)),
        (("mode", "方式"), _mode(before, t), _mode(now, t)),
        (("industry", "行业"), fact(before.industry), fact(now.industry)),
        (("origin", "来源地"), fact(before.origin), fact(now.origin)),
        (("destination", "目的地"), fact(before.destination), fact(now.destination)),
        (("code lists", "代码表"), fact(before.code_lists), fact(now.code_lists)),
    )
    return _told(rows, t)


def _told(rows: Iterable[tuple[Pair, str, str]], t: DealTelling) -> Iterator[str]:
    for what, old, new in rows:
        if old != new:
            name = t.word(what)
            yield t.pick(f"{name} from {old} to {new}", f"{name}由{old}改为{new}")


def _direction(classification: Classification, t: DealTelling) -> str:
    return t.word(DIRECTIONS[classification.direction])


def _mode(classification: Classification, t: DealTelling) -> str:
    mode = classification.mode
    return t.word(MODES[mode]) if mode in MODES else fact(mode)
