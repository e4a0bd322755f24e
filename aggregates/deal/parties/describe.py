"""What happened to the parties of a deal, in sentences."""

from __future__ import annotations

from typing import assert_never

from aggregates.deal.parties.describe_clocks import ClockEvent, describe_clocks
from aggregates.deal.parties.events import (
    DealOpened,
    InstrumentAcceded,
    InvitationRevoked,
    LeadReplaced,
    ParticipantAdded,
    ParticipantRole,
    PartiesEvent,
    PartyInvited,
    PartyJoined,
    PartyWithdrew,
)
from aggregates.deal.telling import DealTelling
from aggregates.telling import moment, quoted
from aggregates.vocabulary import InstrumentId
from aggregates.words import KINDS, TIERS

PARTICIPANTS = {
    ParticipantRole.GUARANTOR: ("a guarantor", "担保人"),
    ParticipantRole.LENDER: ("a lender", "贷款人"),
    ParticipantRole.ADVISER: ("an adviser", "顾问"),
    ParticipantRole.OBSERVER: ("an observer", "观察员"),
}


def describe_parties(event: PartiesEvent, t: DealTelling) -> str:
    """Return ``event`` as a sentence."""
    if isinstance(event, ClockEvent):
        return describe_clocks(event, t)
    match event:
        case DealOpened():
            return _opened(event, t)
        case PartyInvited() | InvitationRevoked() | PartyJoined() | InstrumentAcceded():
            return _joining(event, t)
        case ParticipantAdded() | LeadReplaced() | PartyWithdrew():
            return _people(event, t)
        case _:
            assert_never(event)


def _opened(event: DealOpened, t: DealTelling) -> str:
    who, project, until = t.name(event.by), t.name(event.project), moment(event.expires_at.at)
    side = t.name(event.sponsor) if event.opener is None else t.party(event.opener)
    kind, tier = t.word(KINDS[event.leading_kind]), t.word(TIERS[event.tier])
    return t.say(
        en=f"{who} opened the deal {_called(event, t)} on the project {project} for {side}."
        f" It aims at {kind} (tier: {tier}) and is open until {until}.",
        zh=f"{who}代表{side}就项目{project}发起交易{_called(event, t)}，"
        f"拟达成{kind}（层级：{tier}），期限至{until}。",
    )


def _called(event: DealOpened, t: DealTelling) -> str:
    """Return what the listener calls the deal, and what it was opened as where that is other."""
    opened_as = quoted(event.title)
    called = t.names.get(event.deal, opened_as)
    if called == opened_as:
        return opened_as
    return t.pick(f"{called}, first called {opened_as},", f"{called}（最初名为{opened_as}）")


def _joining(
    event: PartyInvited | InvitationRevoked | PartyJoined | InstrumentAcceded, t: DealTelling
) -> str:
    who = t.name(event.by)
    match event:
        case PartyInvited():
            guest, side = t.name(event.organisation), t.name(event.principal)
            return t.say(
                en=f"{who} invited {guest} to become a principal, for {side}.",
                zh=f"{who}代表{side}邀请{guest}成为主体方。",
            )
        case InvitationRevoked():
            invitation, side = t.name(event.invitation), t.name(event.principal)
            return t.say(
                en=f"{who} took back the invitation {invitation} for {side}.",
                zh=f"{who}代表{side}撤回邀请{invitation}。",
            )
        case PartyJoined():
            return t.say(
                en=f"{who} joined the deal as the lead of {t.party(event.party)}, a principal"
                f" from now on.{_parties_changed(event.voids, t)}",
                zh=f"{t.party(event.party)}成为主体方，由{who}任首席代表。"
                f"{_parties_changed(event.voids, t)}",
            )
        case InstrumentAcceded():
            instrument, side = t.name(event.instrument), t.name(event.principal)
            return t.say(
                en=f"{who} acceded to {instrument} for {side}, as the others had executed it.",
                zh=f"{who}代表{side}加入其他主体方已签立的{instrument}，内容不变。",
            )
        case _:
            assert_never(event)


def _people(event: ParticipantAdded | LeadReplaced | PartyWithdrew, t: DealTelling) -> str:
    who, side = t.name(event.by), t.name(event.principal)
    match event:
        case ParticipantAdded():
            other, role = t.name(event.organisation), t.word(PARTICIPANTS[event.role])
            return t.say(
                en=f"{who} added {other} for {side} as {role}; its acceptance is never needed.",
                zh=f"{who}代表{side}将{other}列为参与方（{role}），无需其承诺。",
            )
        case LeadReplaced():
            lead = t.name(event.lead)
            return t.say(
                en=f"{who} named {lead} as the new lead of {side}.",
                zh=f"{who}将{side}的首席代表更换为{lead}。",
            )
        case PartyWithdrew():
            changed = _parties_changed(event.voids, t)
            return t.say(
                en=f"{who} withdrew {side} from the deal: {t.closing(event.reason)}{changed}",
                zh=f"{who}宣布{side}退出交易：{t.closing(event.reason)}{changed}",
            )
        case _:
            assert_never(event)


def _parties_changed(voids: tuple[InstrumentId, ...], t: DealTelling) -> str:
    if not voids:
        return ""
    instruments = t.all_names(voids)
    return t.pick(
        f" With the change of the parties, what was accepted, approved or signed of {instruments}"
        " falls.",
        f"因主体方变更，{instruments}此前的承诺、批准和签名失效。",
    )
