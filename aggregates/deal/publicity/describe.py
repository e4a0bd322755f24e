"""Who consented to the publication of what, in sentences."""

from __future__ import annotations

from typing import assert_never

from aggregates.deal.publicity.events import (
    ConfidentialityDeclared,
    ConfidentialityLifted,
    Item,
    PublicationConsented,
    PublicationConsentWithdrawn,
    PublicityEvent,
)
from aggregates.deal.telling import DealTelling

ITEMS = {
    Item.NAME: ("names", "名称"),
    Item.AMOUNT: ("amount", "金额"),
    Item.MOMENT: ("moment of signing", "签署时间"),
    Item.ORIGINAL: ("original, to who holds its page code,", "原件（向持有页码者开放）"),
}


def describe_publicity(event: PublicityEvent, t: DealTelling) -> str:
    """Return ``event`` as a sentence."""
    who, side = t.name(event.by), t.name(event.principal)
    match event:
        case PublicationConsented():
            items, of = t.every(t.word(ITEMS[one]) for one in event.items), t.name(event.instrument)
            return t.say(
                en=f"{who} consented for {side} to the publication of {items} of {of}.",
                zh=f"{who}代表{side}同意发布{of}的{items}。",
            )
        case PublicationConsentWithdrawn():
            items, of = t.every(t.word(ITEMS[one]) for one in event.items), t.name(event.instrument)
            return t.say(
                en=f"{who} withdrew for {side} the consent to publish {items} of {of}.",
                zh=f"{who}代表{side}撤回对发布{of}的{items}的同意。",
            )
        case ConfidentialityDeclared():
            return t.say(
                en=f"{who} declared for {side} that the deal is confidential.",
                zh=f"{who}代表{side}声明本交易保密。",
            )
        case ConfidentialityLifted():
            return t.say(
                en=f"{who} declared for {side} that the deal is confidential no longer.",
                zh=f"{who}代表{side}声明本交易不再保密。",
            )
        case _:
            assert_never(event)
