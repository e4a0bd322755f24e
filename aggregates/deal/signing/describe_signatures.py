"""Who signed an instrument, for whom and how, in sentences."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from aggregates.deal.signing.events import (
    Consent,
    Notarised,
    OfficialSigned,
    SignatureApplied,
    Witnessed,
)
from aggregates.deal.telling import DealTelling
from aggregates.telling import fact

SignatureEvent: TypeAlias = SignatureApplied | Witnessed | Notarised | OfficialSigned

METHODS = {
    "passkey": ("by passkey", "以通行密钥"),
    "totp": ("by one-time code", "以一次性验证码"),
    "desk": ("in person at the desk", "在服务台当面"),
    "own_key": ("by the signature of a key of their own", "以自有密钥的签名"),
    "demonstration": ("as a demonstration", "以演示方式"),
}


def describe_signature(event: SignatureEvent, t: DealTelling) -> str:
    """Return ``event`` as a sentence: for X, by Y, under mandate Z."""
    who, instrument, seat = t.name(event.by), t.name(event.instrument), t.name(event.field)
    consent = _consent(event.consent, t)
    match event:
        case SignatureApplied():
            side, mandate = t.name(event.principal), t.name(event.mandate)
            return t.say(
                en=f"{who} signed {instrument} for {side} under mandate {mandate}, in the seat"
                f" {seat}{consent}.",
                zh=f"{who}依据授权{mandate}代表{side}在签字席{seat}签署{instrument}{consent}。",
            )
        case Witnessed():
            office = t.name(event.office)
            return t.say(
                en=f"{who} of {office} signed {instrument} as a witness, in the seat"
                f" {seat}{consent}.",
                zh=f"{office}的{who}作为见证人在签字席{seat}签署{instrument}{consent}。",
            )
        case Notarised():
            office = t.name(event.office)
            return t.say(
                en=f"{who} of {office} notarised {instrument}, in the seat {seat}{consent}.",
                zh=f"{office}的{who}在签字席{seat}对{instrument}予以公证{consent}。",
            )
        case OfficialSigned():
            office = t.name(event.office)
            return t.say(
                en=f"{who} signed {instrument} last for {office}, in the seat {seat}, and locked"
                f" every field{consent}.",
                zh=f"{who}代表{office}在签字席{seat}最后签署{instrument}并锁定全部签名域{consent}。",
            )
        case _:
            assert_never(event)


def _consent(consent: Consent, t: DealTelling) -> str:
    tongue, method = t.tongue(consent.language), _method(consent.method, t)
    return t.pick(
        f"; consent given in {tongue} {method}", f"（{method}确认同意，所示文本为{tongue}）"
    )


def _method(method: str, t: DealTelling) -> str:
    if method in METHODS:
        return t.word(METHODS[method])
    return t.pick(f"by {method}", f"以{fact(method)}")
