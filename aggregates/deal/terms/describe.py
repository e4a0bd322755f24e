"""What happened to the terms of an instrument, in sentences."""

from __future__ import annotations

from typing import assert_never

from aggregates.deal.telling import DealTelling
from aggregates.deal.terms.describe_corrections import CorrectionEvent, describe_correction
from aggregates.deal.terms.describe_offers import OfferEvent, describe_offer
from aggregates.deal.terms.events import (
    Bindingness,
    ClauseTranslated,
    InstrumentDrafted,
    IntentAccepted,
    IntentDeclined,
    IntentSubmitted,
    TermsEvent,
    TermsLocked,
    TermsUnlocked,
    TranslationCertified,
)
from aggregates.telling import counted, moment, quoted
from aggregates.words import KINDS, TIERS

BINDINGNESS = {
    Bindingness.NOT_BINDING: ("not binding", "不具约束力"),
    Bindingness.PARTLY_BINDING: ("binding in part", "部分具有约束力"),
    Bindingness.BINDING: ("binding", "具有约束力"),
}


def describe_terms(event: TermsEvent, t: DealTelling) -> str:
    """Return ``event`` as a sentence."""
    if isinstance(event, OfferEvent):
        return describe_offer(event, t)
    if isinstance(event, CorrectionEvent):
        return describe_correction(event, t)
    match event:
        case InstrumentDrafted():
            return _drafted(event, t)
        case IntentSubmitted() | IntentAccepted() | IntentDeclined():
            return _intent(event, t)
        case ClauseTranslated() | TranslationCertified():
            return _translation(event, t)
        case TermsLocked() | TermsUnlocked():
            return _lock(event, t)
        case _:
            assert_never(event)


def _drafted(event: InstrumentDrafted, t: DealTelling) -> str:
    who, side, instrument = t.name(event.by), t.name(event.principal), t.name(event.instrument)
    kind, tier = t.word(KINDS[event.kind]), t.word(TIERS[event.tier])
    return t.say(
        en=f"{who} drafted {kind} for {side}: {instrument} (tier: {tier}).",
        zh=f"{who}代表{side}起草{kind}：{instrument}（层级：{tier}）。",
    )


def _intent(event: IntentSubmitted | IntentAccepted | IntentDeclined, t: DealTelling) -> str:
    who, side, letter = t.name(event.by), t.name(event.principal), t.name(event.instrument)
    match event:
        case IntentSubmitted():
            return _submitted(event, t)
        case IntentAccepted():
            return t.say(
                en=f"{who} accepted and signed {letter} for {side}.",
                zh=f"{who}代表{side}接受并签署{letter}。",
            )
        case IntentDeclined():
            why = t.closing(event.reason)
            return t.say(
                en=f"{who} declined {letter} for {side}, and with it the deal: {why}",
                zh=f"{who}代表{side}谢绝{letter}，交易随之终止：{why}",
            )
        case _:
            assert_never(event)


def _submitted(event: IntentSubmitted, t: DealTelling) -> str:
    who, side, letter = t.name(event.by), t.name(event.principal), t.name(event.instrument)
    number, amount, until = len(event.clauses), t.amount(event.frame), moment(event.expires_at.at)
    binding = t.word(BINDINGNESS[event.bindingness])
    return t.say(
        en=f"{who} submitted and signed {letter} for {side}: {counted(number, 'clause')}{amount};"
        f" {binding}; to be answered by {until}.",
        zh=f"{who}代表{side}签署并提交{letter}：{number} 个条款{amount}，{binding}，"
        f"答复期限至{until}。",
    )


def _translation(event: ClauseTranslated | TranslationCertified, t: DealTelling) -> str:
    who, tongue = t.name(event.by), t.tongue(event.language)
    place = t.place(event.instrument, event.clause)
    match event:
        case ClauseTranslated():
            title = quoted(event.text.title)
            return t.say(
                en=f"{who} translated {place} into {tongue}: {title}.",
                zh=f"{who}将{place}译成{tongue}：{title}。",
            )
        case TranslationCertified():
            return t.say(
                en=f"{who} certified the {tongue} translation of {place}.",
                zh=f"{who}核证{place}的{tongue}译文。",
            )
        case _:
            assert_never(event)


def _lock(event: TermsLocked | TermsUnlocked, t: DealTelling) -> str:
    who, side, instrument = t.name(event.by), t.name(event.principal), t.name(event.instrument)
    match event:
        case TermsLocked():
            return t.say(
                en=f"{who} locked the terms of {instrument} for {side}: every principal has"
                " accepted the frame and every clause.",
                zh=f"{who}代表{side}锁定{instrument}的条件：各主体方已对框架和全部条款作出承诺。",
            )
        case TermsUnlocked():
            why, fallen = t.closing(event.reason), t.fall(event.voids, ("approval", "批准"))
            return t.say(
                en=f"{who} unlocked the terms of {instrument} for {side}: {why}{fallen}",
                zh=f"{who}代表{side}解除对{instrument}条件的锁定：{why}{fallen}",
            )
        case _:
            assert_never(event)
