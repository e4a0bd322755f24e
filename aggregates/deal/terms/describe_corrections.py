"""How a slip of the pen in locked terms was mended, in sentences."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from aggregates.deal.telling import DealTelling
from aggregates.deal.terms.correction_withdrawn import ClericalCorrectionWithdrawn
from aggregates.deal.terms.events import (
    ClericalCorrectionConfirmed,
    ClericalCorrectionProposed,
    ClericalErrorCorrected,
)
from aggregates.telling import counted

CorrectionEvent: TypeAlias = (
    ClericalCorrectionProposed
    | ClericalCorrectionConfirmed
    | ClericalCorrectionWithdrawn
    | ClericalErrorCorrected
)


def describe_correction(event: CorrectionEvent, t: DealTelling) -> str:
    """Return ``event`` as a sentence."""
    match event:
        case ClericalCorrectionProposed():
            return _proposed(event, t)
        case ClericalCorrectionConfirmed():
            return _confirmed(event, t)
        case ClericalCorrectionWithdrawn():
            return _withdrawn(event, t)
        case ClericalErrorCorrected():
            return _corrected(event, t)
        case _:
            assert_never(event)


def _proposed(event: ClericalCorrectionProposed, t: DealTelling) -> str:
    who, side, instrument = t.name(event.by), t.name(event.principal), t.name(event.instrument)
    clause, why = t.clause(event.clause), t.closing(event.reason)
    return t.say(
        en=f"{who} proposed for {side} to mend a slip of the pen in {clause} of {instrument}:"
        f" {why}",
        zh=f"{who}代表{side}提议更正{instrument}{clause}中的笔误：{why}",
    )


def _confirmed(event: ClericalCorrectionConfirmed, t: DealTelling) -> str:
    who, side, instrument = t.name(event.by), t.name(event.principal), t.name(event.instrument)
    if event.approval:
        approval = t.name(event.approval)
        return t.say(
            en=f"{who} confirmed for {side} that the approval {approval} of {instrument} holds for"
            " the corrected text.",
            zh=f"{who}代表{side}确认：对{instrument}的批准{approval}适用于更正后的文本。",
        )
    return t.say(
        en=f"{who} confirmed the clerical correction of {instrument} for {side}.",
        zh=f"{who}代表{side}确认对{instrument}的笔误更正。",
    )


def _withdrawn(event: ClericalCorrectionWithdrawn, t: DealTelling) -> str:
    who, side, instrument = t.name(event.by), t.name(event.principal), t.name(event.instrument)
    why = t.closing(event.reason)
    return t.say(
        en=f"{who} took back for {side} the clerical correction proposed to {instrument}: {why}",
        zh=f"{who}代表{side}撤回对{instrument}提出的笔误更正：{why}",
    )


def _corrected(event: ClericalErrorCorrected, t: DealTelling) -> str:
    who, instrument, clause = t.name(event.by), t.name(event.instrument), t.clause(event.clause)
    kept, fallen = _kept(event, t), t.fall(event.voids, ("approval", "批准"))
    return t.say(
        en=f"With the confirmation of {who}, the corrected text of {clause} of {instrument}"
        f" stands.{kept}{fallen}",
        zh=f"经{who}确认，{instrument}{clause}的笔误更正生效。{kept}{fallen}",
    )


def _kept(event: ClericalErrorCorrected, t: DealTelling) -> str:
    count = len(event.confirmed_approvals)
    if not count:
        return ""
    verb = "holds" if count == 1 else "hold"
    return t.pick(
        f" {counted(count, 'approval')} {verb} for it.", f"{count} 项批准适用于更正后的文本。"
    )
