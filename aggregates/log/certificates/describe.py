"""What was revoked and which keys were replaced, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, assert_never

from aggregates.log.certificates.events import (
    CertificateEvent,
    CertificateRevoked,
    KeyRotated,
    KeyRotationProposed,
    KeyRotationWithdrawn,
    KeyService,
    RevocationReason,
)
from aggregates.telling import Telling, fact, moment
from aggregates.words import Pair

_REASONS: Final[Mapping[RevocationReason, Pair]] = {
    RevocationReason.KEY_COMPROMISE: ("its key is not its owner's alone", "密钥已泄露"),
    RevocationReason.CA_COMPROMISE: ("the authority's key is not its own alone", "机构密钥已泄露"),
    RevocationReason.AFFILIATION_CHANGED: ("its owner's position changed", "持有人职务已变更"),
    RevocationReason.SUPERSEDED: ("another took its place", "已被替换"),
    RevocationReason.CESSATION_OF_OPERATION: ("it is used no longer", "已停止使用"),
    RevocationReason.PRIVILEGE_WITHDRAWN: ("the right to it was withdrawn", "权限已撤销"),
}
SERVICES: Final[Mapping[KeyService, Pair]] = {
    KeyService.ISSUING: ("issuing authority", "签发机构"),
    KeyService.TIME_STAMPING: ("time-stamping unit", "时间戳单元"),
    KeyService.ROOT_STATUS: ("status of the root's certificates", "根证书状态服务"),
    KeyService.ISSUING_STATUS: ("status of issued certificates", "签发证书状态服务"),
    KeyService.SEAL: ("registry's seal", "登记处印章"),
}


def describe_certificates(event: CertificateEvent, t: Telling) -> str:
    """Return ``event`` as a timeline says it."""
    match event:
        case CertificateRevoked():
            return _revoked(event, t)
        case KeyRotationProposed():
            who, what, file = t.name(event.by), _key(event.service, t), fact(event.reference)
            return t.say(
                en=f"{who} proposed a new key for the {what} ({file}).",
                zh=f"{who}提议更换{what}的密钥（{file}）。",
            )
        case KeyRotationWithdrawn():
            who, rotation = t.name(event.by), fact(event.rotation)
            return t.say(
                en=f"{who} took key rotation {rotation} back.",
                zh=f"{who}撤回密钥更换提议{rotation}。",
            )
        case KeyRotated():
            first, second = t.name(event.proposed_by), t.name(event.by)
            what, file = _key(event.service, t), fact(event.reference)
            return t.say(
                en=f"{first} and {second} gave the {what} a new key ({file}).",
                zh=f"{first}和{second}更换了{what}的密钥（{file}）。",
            )
        case _:
            assert_never(event)


def _revoked(event: CertificateRevoked, t: Telling) -> str:
    who, serial, file = t.name(event.by), fact(event.serial), fact(event.reference)
    why, since = t.word(_REASONS[event.reason]), ""
    if event.invalid_since is not None:
        day = moment(event.invalid_since)
        since = t.pick(f", not to be trusted since {day}", f"，自{day}起不可信")
    return t.say(
        en=f"{who} revoked certificate {serial}: {why}{since} ({file}).",
        zh=f"{who}吊销证书{serial}：{why}{since}（{file}）。",
    )


def _key(service: KeyService, t: Telling) -> str:
    return t.word(SERVICES[service])
