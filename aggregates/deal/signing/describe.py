"""What happened in the signing of an instrument, in sentences."""

from __future__ import annotations

from typing import assert_never

from aggregates.deal.signing.describe_signatures import SignatureEvent, describe_signature
from aggregates.deal.signing.events import (
    AgreementSealed,
    AgreementSigned,
    ArchiveRenewed,
    InstrumentExecuted,
    SignatoryReplaced,
    SignaturePrepared,
    SigningCalled,
    SigningEmbargoed,
    SigningEvent,
    SigningExpired,
    SigningOpened,
    SigningRefused,
    SigningTurnOpened,
    SigningVoided,
)
from aggregates.deal.telling import DealTelling
from aggregates.telling import counted, fact, moment
from aggregates.vocabulary import SYSTEM

LEVELS = {
    "simple": ("simple electronic signatures", "普通电子签名"),
    "advanced": ("advanced electronic signatures", "高级电子签名"),
    "qualified": ("qualified electronic signatures", "合格电子签名"),
}
_SIGNATURE = ("signature", "签名")


def describe_signing(event: SigningEvent, t: DealTelling) -> str:  # noqa: PLR0911 - one a group
    """Return ``event`` as a sentence."""
    if isinstance(event, SignatureEvent):
        return describe_signature(event, t)
    match event:
        case SigningOpened():
            return _opened(event, t)
        case SignatoryReplaced():
            return _replaced(event, t)
        case SigningEmbargoed() | SigningCalled():
            return _staged(event, t)
        case SigningTurnOpened() | SignaturePrepared():
            return _at_the_pen(event, t)
        case AgreementSigned() | InstrumentExecuted() | AgreementSealed() | ArchiveRenewed():
            return _completed(event, t)
        case SigningRefused() | SigningVoided() | SigningExpired():
            return _ended(event, t)
        case _:
            assert_never(event)


def _opened(event: SigningOpened, t: DealTelling) -> str:
    who, side, instrument = t.name(event.by), t.name(event.principal), t.name(event.instrument)
    level, until = _level(event.level, t), moment(event.expires_at.at)
    seats, rates = len(event.seats), t.rates(event.rates)
    return t.say(
        en=f"{who} opened the signing of {instrument} for {side}: {counted(seats, 'seat')},"
        f" {level}, until {until}{rates}.",
        zh=f"{who}代表{side}启动{instrument}的签署：{seats} 个签字席，{level}，"
        f"期限至{until}{rates}。",
    )


def _level(level: str, t: DealTelling) -> str:
    if level in LEVELS:
        return t.word(LEVELS[level])
    return t.pick(f"signatures of level {level}", f"签名级别{fact(level)}")


def _replaced(event: SignatoryReplaced, t: DealTelling) -> str:
    who, side, instrument = t.name(event.by), t.name(event.principal), t.name(event.instrument)
    seat, previous = t.name(event.field), t.name(event.previous)
    new, mandate = t.name(event.sitter.person), t.name(event.sitter.mandate)
    return t.say(
        en=f"{who} replaced {previous} by {new}, under mandate {mandate}, in the seat {seat} of"
        f" {instrument} for {side}.",
        zh=f"{who}代表{side}将{instrument}签字席{seat}的签署人由{previous}更换为{new}"
        f"（授权{mandate}）。",
    )


def _staged(event: SigningEmbargoed | SigningCalled, t: DealTelling) -> str:
    who, instrument = t.name(event.by), t.name(event.instrument)
    match event:
        case SigningEmbargoed():
            return t.say(
                en=f"{who} keeps the signing of {instrument} for the stage: what is signed before"
                " it is called, counts from then on.",
                zh=f"{who}将{instrument}的签署留待上台：上台前的签名自宣布签约时起生效。",
            )
        case SigningCalled():
            office = t.name(event.office)
            return t.say(
                en=f"{who} of {office} called the signing of {instrument} on the stage.",
                zh=f"{office}的{who}宣布{instrument}上台签约。",
            )
        case _:
            assert_never(event)


def _at_the_pen(event: SigningTurnOpened | SignaturePrepared, t: DealTelling) -> str:
    who, instrument = t.name(event.by), t.name(event.instrument)
    side, seat = t.name(event.principal), t.name(event.field)
    if isinstance(event, SignaturePrepared):
        return t.say(
            en=f"The signature of {who} on {instrument} for {side}, in the seat {seat}, was"
            " prepared for a key of their own.",
            zh=f"已为{who}代表{side}在{instrument}的签字席{seat}以自有密钥签署备妥待签文件。",
        )
    until = moment(event.expires_at.at)
    return t.say(
        en=f"{who} took the pen to sign {instrument} for {side}, in the seat {seat}, until"
        f" {until}.",
        zh=f"{who}代表{side}准备在签字席{seat}签署{instrument}，期限至{until}。",
    )


def _completed(
    event: AgreementSigned | InstrumentExecuted | AgreementSealed | ArchiveRenewed, t: DealTelling
) -> str:
    instrument = t.name(event.instrument)
    match event:
        case AgreementSigned():
            return t.say(
                en=f"Every required seat of the principals on {instrument} is signed.",
                zh=f"各主体方在{instrument}上的必签签字席均已签署。",
            )
        case InstrumentExecuted():
            return t.say(
                en=f"The principals have executed {instrument}.",
                zh=f"各主体方已签立{instrument}。",
            )
        case AgreementSealed():
            who, level = t.name(event.by), fact(event.level)
            if event.by == SYSTEM:
                return t.say(
                    en=f"The registry sealed and archived {instrument}, at level {level}.",
                    zh=f"登记处已为{instrument}盖章归档（级别{level}）。",
                )
            return t.say(
                en=f"{who} set the seal of the registry on {instrument}, at level {level}.",
                zh=f"{who}为{instrument}加盖登记处印章（级别{level}）。",
            )
        case ArchiveRenewed():
            who = t.name(event.by)
            return t.say(
                en=f"{who} archived {instrument} once more, so that it stays provable.",
                zh=f"{who}再次归档{instrument}，使其持续可证。",
            )
        case _:
            assert_never(event)


def _ended(event: SigningRefused | SigningVoided | SigningExpired, t: DealTelling) -> str:
    who, instrument = t.name(event.by), t.name(event.instrument)
    fallen = t.fall(event.voids, _SIGNATURE)
    match event:
        case SigningRefused():
            side, why, seat = t.name(event.principal), t.closing(event.reason), t.name(event.field)
            return t.say(
                en=f"{who} refused to sign {instrument} for {side} in the seat {seat}: {why}"
                f" Its terms are open again.{fallen}",
                zh=f"{who}代表{side}拒绝在{instrument}的签字席{seat}签署：{why}"
                f"其条件重新开放谈判。{fallen}",
            )
        case SigningVoided():
            why = t.closing(event.reason)
            return t.say(
                en=f"{who} called off the signing of {instrument}; its terms stay locked:"
                f" {why}{fallen}",
                zh=f"{who}取消{instrument}的签署，其条件仍保持锁定：{why}{fallen}",
            )
        case SigningExpired():
            return t.say(
                en=f"{who} closed the signing of {instrument}: its deadline passed.{fallen}",
                zh=f"{who}将{instrument}的签署关闭：期限届满。{fallen}",
            )
        case _:
            assert_never(event)
