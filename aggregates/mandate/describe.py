"""What happened to a mandate, in sentences."""

from __future__ import annotations

from typing import assert_never

from aggregates.mandate.events import (
    MandateEvent,
    MandateExercised,
    MandateRecorded,
    MandateRevoked,
    MandateVerified,
)
from aggregates.telling import Names, Telling, counted, moment, money
from aggregates.vocabulary import Language
from aggregates.words import KINDS

SCOPES = {"sign": ("sign", "签署"), "approve": ("approve", "批准")}


def describe(event: MandateEvent, language: Language, names: Names) -> str:
    """Return ``event`` as a timeline says it; who is not in ``names`` is called by their id."""
    t = Telling(language, names)
    match event:
        case MandateRecorded():
            return _recorded(event, t)
        case MandateVerified():
            who, office = t.name(event.by), t.name(event.office)
            return t.say(
                en=f"{who} verified the mandate against its evidence for {office}.",
                zh=f"{who}代表{office}依据证明文件核实该授权。",
            )
        case MandateRevoked():
            who, why = t.name(event.by), t.closing(event.reason)
            return t.say(
                en=f"{who} revoked the mandate; what was signed under it stays valid: {why}",
                zh=f"{who}撤销该授权，此前依据该授权的签名仍然有效：{why}",
            )
        case MandateExercised():
            return _exercised(event, t)
        case _:
            assert_never(event)


def _recorded(event: MandateRecorded, t: Telling) -> str:
    who, mandate = t.name(event.by), t.name(event.mandate)
    person, side = t.name(event.person), t.name(event.organisation)
    acts, kinds = t.every(t.word(SCOPES[scope]) for scope in event.scope), _kinds(event, t)
    since, until = moment(event.valid_from), moment(event.valid_until)
    terms = f"{_limit(event, t)}{_joint(event, t)}"
    return t.say(
        en=f"{who} recorded the mandate {mandate}: {person} may {acts} {kinds} for {side}{terms},"
        f" from {since} until {until}.",
        zh=f"{who}登记授权{mandate}：{person}可代表{side}{acts}{kinds}{terms}，"
        f"有效期自{since}至{until}。",
    )


def _kinds(event: MandateRecorded, t: Telling) -> str:
    return t.every(t.word(KINDS[kind]) for kind in event.instruments)


def _limit(event: MandateRecorded, t: Telling) -> str:
    if event.limit is None:
        return t.pick(" without a limit", "，金额不限")
    limit = money(event.limit)
    return t.pick(f" up to {limit}", f"，限额{limit}")


def _joint(event: MandateRecorded, t: Telling) -> str:
    if event.joint == 1:
        return ""
    others = counted(event.joint - 1, "other mandate")
    return t.pick(f", jointly with {others}", f"，须 {event.joint} 项授权共同行使")


def _exercised(event: MandateExercised, t: Telling) -> str:
    instrument, deal, seat = t.name(event.instrument), t.name(event.deal), t.name(event.field)
    en, zh = "", ""
    if event.amount is not None:
        amount = money(event.amount)
        en, zh = f", over {amount}", f"，金额{amount}"
    return t.say(
        en=f"The mandate was exercised in the seat {seat} of {instrument} in the deal {deal}{en}.",
        zh=f"在交易{deal}中，该授权用于{instrument}的签字席{seat}{zh}。",
    )
