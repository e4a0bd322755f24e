"""How a deal is counted anew, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from aggregates.deal.classification.events import ClassificationCorrected
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


def describe_classification(event: ClassificationCorrected, t: DealTelling) -> str:
    """Return ``event`` as a sentence: what is counted otherwise, from what to what."""
    who, why = t.name(event.by), t.closing(event.reason)
    changes = t.every(_changes(event.previous, event.classification, t))
    return t.say(
        en=f"{who} corrected the classification of the deal, {changes}: {why}",
        zh=f"{who}更正交易分类，{changes}：{why}",
    )


def _changes(before: Classification, now: Classification, t: DealTelling) -> Iterator[str]:
    rows: tuple[tuple[Pair, str, str], ...] = (
        (("direction", "方向"), _direction(before, t), _direction(now, t)),
        (("mode", "方式"), _mode(before, t), _mode(now, t)),
        (("industry", "行业"), fact(before.industry), fact(now.industry)),
        (("origin", "来源地"), fact(before.origin), fact(now.origin)),
        (("destination", "目的地"), fact(before.destination), fact(now.destination)),
        (("code lists", "代码表"), fact(before.code_lists), fact(now.code_lists)),
    )
    for what, old, new in rows:
        if old != new:
            name = t.word(what)
            yield t.pick(f"{name} from {old} to {new}", f"{name}由{old}改为{new}")


def _direction(classification: Classification, t: DealTelling) -> str:
    return t.word(DIRECTIONS[classification.direction])


def _mode(classification: Classification, t: DealTelling) -> str:
    mode = classification.mode
    return t.word(MODES[mode]) if mode in MODES else fact(mode)
