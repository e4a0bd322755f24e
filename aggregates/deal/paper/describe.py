"""What happened to an instrument that is signed by hand, in sentences."""

from __future__ import annotations

from typing import assert_never

from aggregates.deal.paper.events import (
    PaperEvent,
    PaperExecuted,
    PaperExecutionConfirmed,
    PaperExecutionRecorded,
)
from aggregates.deal.telling import DealTelling
from aggregates.telling import counted


def describe_paper(event: PaperEvent, t: DealTelling) -> str:
    """Return ``event`` as a sentence."""
    who, instrument = t.name(event.by), t.name(event.instrument)
    match event:
        case PaperExecutionRecorded():
            return _recorded(event, t)
        case PaperExecutionConfirmed():
            side = t.name(event.principal)
            return t.say(
                en=f"{who} confirmed the scan of {instrument} for {side}.",
                zh=f"{who}代表{side}确认{instrument}的扫描件。",
            )
        case PaperExecuted():
            office = t.name(event.office)
            return t.say(
                en=f"{who} of {office} attested the paper original of {instrument}.",
                zh=f"{office}的{who}见证{instrument}的纸质原件。",
            )
        case _:
            assert_never(event)


def _recorded(event: PaperExecutionRecorded, t: DealTelling) -> str:
    who, side, instrument = t.name(event.by), t.name(event.principal), t.name(event.instrument)
    count, fallen = len(event.signatures), t.fall(event.voids, ("confirmation", "确认"))
    signatures = counted(count, "signature")
    return t.say(
        en=f"{who} handed in for {side} the scan of {instrument}, printed and signed by hand:"
        f" {signatures}.{fallen}",
        zh=f"{who}代表{side}提交{instrument}经打印并手签的扫描件：{count} 个签名。{fallen}",
    )
