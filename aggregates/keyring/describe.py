"""What happened to a keyring, in sentences. A key is called by the first digits of its name."""

from __future__ import annotations

from typing import Final, assert_never

from aggregates.keyring.events import KeyCertified, KeyOffered, KeyringEvent, KeyWithdrawn
from aggregates.telling import Names, Telling, fact, moment
from aggregates.vocabulary import Language, Sha256

GROUNDS: Final = {
    "key_compromise": ("it may be known to others", "私钥可能已泄露"),
    "affiliation_changed": (
        "its owner no longer acts for the organisation",
        "持有人不再代表该机构",
    ),
    "superseded": ("another key takes its place", "由另一密钥取代"),
    "cessation_of_operation": ("it is no longer used", "不再使用"),
}
_DIGITS: Final = 16


def describe(event: KeyringEvent, language: Language, names: Names) -> str:
    """Return ``event`` as a timeline says it; who is not in ``names`` is called by their id."""
    t = Telling(language, names)
    who, key = t.name(event.by), _short(event.key)
    match event:
        case KeyOffered():
            side, mandate = t.name(event.organisation), t.name(event.mandate)
            return t.say(
                en=f"{who} showed to hold the key {key} and wants to sign with it for {side}"
                f" under mandate {mandate}.",
                zh=f"{who}证明持有密钥{key}，并请求依据授权{mandate}代表{side}以该密钥签署。",
            )
        case KeyCertified():
            mandate, until = t.name(event.mandate), moment(event.valid_until)
            return t.say(
                en=f"{who} confirmed the key {key}; it is certified for mandate {mandate} until"
                f" {until}.",
                zh=f"{who}确认密钥{key}，已就授权{mandate}签发证书，有效期至{until}。",
            )
        case KeyWithdrawn():
            why = t.word(GROUNDS[event.ground])
            return t.say(
                en=f"{who} withdrew the key {key}: {why}. What was signed with it stays signed.",
                zh=f"{who}撤回密钥{key}：{why}。此前以该密钥所作签名仍然有效。",
            )
        case _:
            assert_never(event)


def _short(key: Sha256) -> str:
    return fact(f"{key[:_DIGITS]}…")
