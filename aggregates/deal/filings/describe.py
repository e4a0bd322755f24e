"""What happened to the filings of a deal, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias, assert_never

from aggregates.deal.filings.events import (
    FilingDecided,
    FilingEffect,
    FilingExtended,
    FilingLifted,
    FilingRequired,
    FilingsEvent,
    FilingSubmitted,
    FilingWithdrawn,
    Outcome,
)
from aggregates.deal.telling import DealTelling
from aggregates.telling import fact, moment
from aggregates.words import Pair

FILINGS: Final[Mapping[str, Pair]] = {
    "project_filing": ("the filing of the project", "项目备案"),
    "foreign_investment_report": ("the report on foreign investment", "外商投资信息报告"),
    "outbound_investment": ("the filing of the investment abroad", "境外投资备案"),
    "merger_control": ("the notification of the concentration", "经营者集中申报"),
    "security_review": ("the security review", "安全审查"),
    "technology_export": ("the registration of the technology contract", "技术合同登记"),
    "asset_appraisal": ("the filing of the asset appraisal", "资产评估备案"),
    "exchange_registration": ("the registration of foreign exchange", "外汇登记"),
}
"""The usual kinds of filing; every other is told by its own name."""

PartyStep: TypeAlias = FilingSubmitted | FilingWithdrawn


def describe_filings(event: FilingsEvent, t: DealTelling) -> str:
    """Return ``event`` as a sentence."""
    match event:
        case FilingRequired():
            return _required(event, t)
        case FilingSubmitted() | FilingWithdrawn():
            return _of_a_side(event, t)
        case FilingDecided():
            return _decided(event, t)
        case FilingExtended():
            who, filing = t.name(event.by), t.name(event.filing)
            before, until = moment(event.previous.at), moment(event.due.at)
            return t.say(
                en=f"{who} extended the time to submit the filing {filing} from {before}"
                f" to {until}.",
                zh=f"{who}将备案{filing}的提交期限由{before}延至{until}。",
            )
        case FilingLifted():
            who, filing, why = t.name(event.by), t.name(event.filing), t.closing(event.reason)
            return t.say(
                en=f"{who} lifted the filing {filing}: {why}",
                zh=f"{who}取消备案{filing}的要求：{why}",
            )
        case _:
            assert_never(event)


def _required(event: FilingRequired, t: DealTelling) -> str:
    who, kind, authority = t.name(event.by), _kind(event.kind, t), fact(event.authority)
    instrument, until = t.name(event.instrument), moment(event.due.at)
    side = t.name(event.principal) if event.principal else t.pick("any side", "任一方")
    blocking = event.effect is FilingEffect.BLOCKING
    then = t.pick(
        "is signed" if blocking else "takes effect",
        "签署前" if blocking else "生效前",
    )
    return t.say(
        en=f"{who} required {kind} ({t.name(event.filing)}) with {authority} of {side}, until"
        f" {until}, before {instrument} {then}.",
        zh=f"{who}要求{side}于{until}前、在{instrument}{then}向{authority}办理{kind}"
        f"（{t.name(event.filing)}）。",
    )


def _kind(kind: str, t: DealTelling) -> str:
    if kind in FILINGS:
        return t.word(FILINGS[kind])
    return t.pick(f"the filing “{kind}”", f"“{fact(kind)}”备案")


def _of_a_side(event: PartyStep, t: DealTelling) -> str:
    who, side, filing = t.name(event.by), t.name(event.principal), t.name(event.filing)
    match event:
        case FilingSubmitted():
            return t.say(
                en=f"{who} submitted the filing {filing} for {side}; no deadline runs until it is"
                " decided.",
                zh=f"{who}代表{side}提交备案{filing}，在作出决定前各项期限停止计算。",
            )
        case FilingWithdrawn():
            why = t.closing(event.reason)
            return t.say(
                en=f"{who} took back the submission of the filing {filing} for {side}: {why}",
                zh=f"{who}代表{side}撤回备案{filing}的提交：{why}",
            )
        case _:
            assert_never(event)


def _decided(event: FilingDecided, t: DealTelling) -> str:
    who, filing = t.name(event.by), t.name(event.filing)
    why = t.closing(event.reason) if event.reason else ""
    if event.outcome is Outcome.GRANTED:
        return t.say(
            en=f"{who} recorded that the authority granted the filing {filing}"
            f"{f': {why}' if why else '.'}",
            zh=f"{who}记录主管部门同意备案{filing}{f'：{why}' if why else '。'}",
        )
    return t.say(
        en=f"{who} recorded that the authority refused the filing {filing}: {why}",
        zh=f"{who}记录主管部门不同意备案{filing}：{why}",
    )
