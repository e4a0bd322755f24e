"""What happened to the rows of the matrix, clauses by principals, in sentences."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeAlias, assert_never

from aggregates.deal.telling import DealTelling
from aggregates.deal.terms.events import (
    FRAME,
    ClauseAccepted,
    ClauseCountered,
    ClauseReserved,
    FrameCountered,
    OfferExpired,
    OfferTabled,
    OfferWithdrawn,
)
from aggregates.telling import counted, moment
from aggregates.vocabulary import OrganisationId

OfferEvent: TypeAlias = (
    OfferTabled
    | OfferWithdrawn
    | OfferExpired
    | ClauseAccepted
    | ClauseReserved
    | ClauseCountered
    | FrameCountered
)


def describe_offer(event: OfferEvent, t: DealTelling) -> str:
    """Return ``event`` as a sentence. Whose acceptance is reset, is always said."""
    match event:
        case OfferTabled():
            return _tabled(event, t)
        case OfferWithdrawn() | OfferExpired():
            return _closed(event, t)
        case ClauseAccepted() | ClauseReserved():
            return _answered(event, t)
        case ClauseCountered() | FrameCountered():
            return _countered(event, t)
        case _:
            assert_never(event)


def _tabled(event: OfferTabled, t: DealTelling) -> str:
    who, side, instrument = t.name(event.by), t.name(event.principal), t.name(event.instrument)
    amount = t.amount(event.frame)
    # in the order of the paper: a mapping read back from the ledger has an order of its own
    rows = t.rows(row for row in (FRAME, *event.frame.clause_ids) if row in event.digests)
    until = _standing(event, t)
    further = _linked(event, t) + _reset_by_offer(event, t)
    return t.say(
        en=f"{who} tabled offer {event.offer_no} of {instrument} for {side}: {rows}{amount},"
        f" {until}.{further}",
        zh=f"{who}代表{side}就{instrument}提出第 {event.offer_no} 号要约：{rows}{amount}，"
        f"{until}。{further}",
    )


def _standing(event: OfferTabled, t: DealTelling) -> str:
    until = moment(event.expires_at.at)
    if event.irrevocable_until is None:
        return t.pick(f"open until {until}", f"有效期至{until}")
    bound = moment(event.irrevocable_until.at)
    return t.pick(
        f"open until {until} and irrevocable until {bound}",
        f"有效期至{until}，{bound}前不可撤销",
    )


def _linked(event: OfferTabled, t: DealTelling) -> str:
    return "".join(
        t.pick(f" Accepted only together: {t.rows(link)}.", f"{t.rows(link)}须一并承诺。")
        for link in event.links
    )


def _reset_by_offer(event: OfferTabled, t: DealTelling) -> str:
    count = sum(len(principals) for principals in event.voids.values())
    if not count:
        return ""
    whose = t.all_names(sorted({name for names in event.voids.values() for name in names}))
    acceptances = counted(count, "acceptance")
    return t.pick(f" This resets {acceptances} of {whose}.", f"{whose}的 {count} 项承诺因此失效。")


def _closed(event: OfferWithdrawn | OfferExpired, t: DealTelling) -> str:
    who, instrument, number = t.name(event.by), t.name(event.instrument), event.offer_no
    match event:
        case OfferWithdrawn():
            side, why = t.name(event.principal), t.closing(event.reason)
            return t.say(
                en=f"{who} withdrew offer {number} of {instrument} for {side}, whose acceptances"
                f" fall with it: {why}",
                zh=f"{who}代表{side}撤回就{instrument}提出的第 {number} 号要约，"
                f"{side}的承诺随之失效：{why}",
            )
        case OfferExpired():
            return t.say(
                en=f"{who} closed offer {number} of {instrument}: its deadline passed, and its"
                " author's acceptances fall with it.",
                zh=f"{who}将{instrument}的第 {number} 号要约关闭：期限届满，要约人的承诺随之失效。",
            )
        case _:
            assert_never(event)


def _answered(event: ClauseAccepted | ClauseReserved, t: DealTelling) -> str:
    who, side = t.name(event.by), t.name(event.principal)
    place = t.place(event.instrument, event.clause)
    match event:
        case ClauseAccepted():
            return t.say(
                en=f"{who} accepted {place} for {side}.",
                zh=f"{who}代表{side}对{place}作出承诺。",
            )
        case ClauseReserved():
            why = t.closing(event.reason)
            return t.say(
                en=f"{who} made a reservation on {place} for {side}: {why}",
                zh=f"{who}代表{side}对{place}提出保留：{why}",
            )
        case _:
            assert_never(event)


def _countered(event: ClauseCountered | FrameCountered, t: DealTelling) -> str:
    who, side, instrument = t.name(event.by), t.name(event.principal), t.name(event.instrument)
    row, values = _put_instead(event, t)
    reset = _reset(event.voids, t)
    return t.say(
        en=f"{who} countered {row} of {instrument} for {side} under offer"
        f" {event.offer_no}{values}.{reset}",
        zh=f"{who}代表{side}在第 {event.offer_no} 号要约下对{instrument}的{row}"
        f"提出反要约{values}。{reset}",
    )


def _put_instead(event: ClauseCountered | FrameCountered, t: DealTelling) -> tuple[str, str]:
    match event:
        case ClauseCountered():
            return t.clause(event.clause), t.stating(event.clause.values)
        case FrameCountered():
            return t.pick("the frame", "框架"), t.amount(event.frame)
        case _:
            assert_never(event)


def _reset(voids: Collection[OrganisationId], t: DealTelling) -> str:
    if not voids:
        return ""
    count, whose = len(voids), t.all_names(voids)
    return t.pick(
        f" This resets the acceptance of {counted(count, 'principal')}: {whose}.",
        f"{count} 个主体方的承诺因此失效：{whose}。",
    )
