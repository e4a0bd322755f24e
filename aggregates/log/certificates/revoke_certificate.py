"""Revoke a certificate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from aggregates.authority import check_role
from aggregates.checks import check_identifier, check_sha256
from aggregates.errors import RuleError
from aggregates.log.certificates.events import CertificateRevoked, RevocationReason
from aggregates.log.certificates.state import is_worse
from aggregates.log.state import Log
from aggregates.repeats import says_the_same
from aggregates.vocabulary import Command, Role, Sha256

_SERIAL: Final = re.compile(r"[1-9a-f][0-9a-f]{0,39}", re.ASCII)
"""Of at most 20 octets (RFC 5280 section 4.1.2.2)."""


class RevokeCertificate(Command, frozen=True, kw_only=True):
    """The fields are those of `CertificateRevoked`.

    Whoever sends it MUST have seen that the authority named in it issued the certificate.
    """

    certificate_sha256: Sha256
    serial: str
    issuer_sha256: Sha256
    reason: RevocationReason
    invalid_since: datetime | None = None
    reference: str


def revoke_certificate(log: Log, command: RevokeCertificate) -> Sequence[CertificateRevoked]:
    """One of the registry revokes: it can not wait for a second.

    Once more only to say what is graver: that the key was lost earlier, or was lost after all.

    Raises:
        RuleError: ``role_not_allowed``, ``identifier_malformed``, ``sha256_malformed``,
            ``invalid_since_later`` than now, ``revoked_already``.
    """
    check_role(command.actor, Role.REGISTRY)
    _check_form(command)
    revoked = CertificateRevoked(
        at=command.at,
        certificate_sha256=command.certificate_sha256,
        serial=command.serial,
        issuer_sha256=command.issuer_sha256,
        reason=command.reason,
        invalid_since=command.invalid_since,
        reference=command.reference,
        by=command.actor.person,
    )
    known = log.certificates.revoked.get(command.certificate_sha256)
    if known is None:
        return [revoked]
    if says_the_same(revoked, known):
        return []
    if not is_worse(revoked, known):
        raise RuleError("revoked_already", since=known.at, reason=known.reason.value)
    return [revoked]


def _check_form(command: RevokeCertificate) -> None:
    check_sha256("certificate_sha256", command.certificate_sha256)
    check_sha256("issuer_sha256", command.issuer_sha256)
    check_identifier("reference", command.reference)
    if _SERIAL.fullmatch(command.serial) is None:
        raise RuleError("identifier_malformed", field="serial", value=command.serial)
    if command.invalid_since is not None and command.invalid_since > command.at:
        raise RuleError("invalid_since_later", at=command.at)
