"""What happened to the clocks and the rounds of a deal, in sentences."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from aggregates.deal.parties.events import (
    Clock,
    DeadlineExtended,
    DeadlineExtensionConsented,
    DeadlineExtensionProposed,
    DealExpired,
    DealReopened,
    DealResumed,
    DealSuspended,
    ReopenConsented,
    ReopenProposed,
)
from aggregates.deal.telling import DealTelling
from aggregates.telling import moment
from aggregates.vocabulary import InstrumentId

ExtensionEvent: TypeAlias = (
    DeadlineExtensionProposed | DeadlineExtensionConsented | DeadlineExtended
)
HaltEvent: TypeAlias = DealSuspended | DealResumed | DealExpired
ReopeningEvent: TypeAlias = ReopenProposed | ReopenConsented | DealReopened
ClockEvent: TypeAlias = ExtensionEvent | HaltEvent | ReopeningEvent


def describe_clocks(event: ClockEvent, t: DealTelling) -> str:
    """Return ``event`` as a sentence."""
    if isinstance(event, ExtensionEvent):
        return _extension(event, t)
    if isinstance(event, HaltEvent):
        return _halt(event, t)
    return _reopening(event, t)


def _extension(event: ExtensionEvent, t: DealTelling) -> str:
    who = t.name(event.by)
    match event:
        case DeadlineExtensionProposed():
            side, until = t.name(event.principal), moment(event.expires_at.at)
            return t.say(
                en=f"{who} proposed for {side} to extend the deal until {until}.",
                zh=f"{who}代表{side}提议将交易期限延至{until}。",
            )
        case DeadlineExtensionConsented():
            side = t.name(event.principal)
            return t.say(
                en=f"{who} agreed for {side} to the proposed extension of the deal.",
                zh=f"{who}代表{side}同意延长交易期限的提议。",
            )
        case DeadlineExtended():
            clock = _clock(event.clock, event.instrument, t)
            before, until = moment(event.previous.at), moment(event.expires_at.at)
            return t.say(
                en=f"{who} extended the deadline of {clock} from {before} to {until}.",
                zh=f"{who}将{clock}的期限由{before}延至{until}。",
            )
        case _:
            assert_never(event)


def _clock(clock: Clock, instrument: InstrumentId, t: DealTelling) -> str:
    name = t.name(instrument)
    match clock:
        case Clock.DEAL:
            return t.pick("the deal", "交易")
        case Clock.INTENT:
            return t.pick(f"the answer to {name}", f"{name}答复")
        case Clock.OFFER:
            return t.pick(f"the offer on {name}", f"{name}要约")
        case Clock.SIGNING:
            return t.pick(f"the signing of {name}", f"{name}签署")
        case _:
            assert_never(clock)


def _halt(event: HaltEvent, t: DealTelling) -> str:
    who = t.name(event.by)
    match event:
        case DealSuspended():
            why = t.closing(event.reason)
            return t.say(
                en=f"{who} suspended the deal, and no deadline runs: {why}",
                zh=f"{who}中止交易，各项期限停止计算：{why}",
            )
        case DealResumed():
            why = t.closing(event.reason)
            return t.say(
                en=f"{who} resumed the deal; each deadline moved by the time suspended: {why}",
                zh=f"{who}恢复交易，各项期限按中止时间顺延：{why}",
            )
        case DealExpired():
            late = event.clock is Clock.INTENT
            because = (
                "the letter was not accepted by all in time" if late else "its deadline passed"
            )
            return t.say(
                en=f"{who} closed the deal as expired: {because}.",
                zh=f"{who}将交易关闭：{'意向书逾期未获各方接受' if late else '期限届满'}。",
            )
        case _:
            assert_never(event)


def _reopening(event: ReopeningEvent, t: DealTelling) -> str:
    match event:
        case ReopenProposed():
            who, side, why = t.name(event.by), t.name(event.principal), t.closing(event.reason)
            until = moment(event.expires_at.at)
            return t.say(
                en=f"{who} proposed for {side} to reopen the deal until {until}: {why}",
                zh=f"{who}代表{side}提议重启交易，期限至{until}：{why}",
            )
        case ReopenConsented():
            who, side = t.name(event.by), t.name(event.principal)
            return t.say(
                en=f"{who} agreed for {side} to reopen the deal.",
                zh=f"{who}代表{side}同意重启交易。",
            )
        case DealReopened():
            until, back = moment(event.expires_at.at), _returned(event, t)
            return t.say(
                en=f"The deal was reopened: round {event.round} is open until {until}.{back}",
                zh=f"交易重启：第 {event.round} 轮，期限至{until}。{back}",
            )
        case _:
            assert_never(event)


def _returned(event: DealReopened, t: DealTelling) -> str:
    if not event.returned:
        return ""
    parties = t.every(t.party(party) for party in event.returned)
    return t.pick(f" {parties} came back.", f"{parties}重新加入。")
