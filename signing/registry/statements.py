"""What authorities say of what they issued: their lists, and answers about single certificates.

An authority that has a new key goes on saying with the old one what it revoked under that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from signing.errors import SignatureError
from signing.pki.revocation import Revocation, revocation_list
from signing.pki.status import Responder, status_answer
from signing.registry.held import Held
from signing.registry.office import Service
from signing.trust import issued

ISSUING_CRL_VALID_FOR = timedelta(days=7)
STATUS_BY = {
    Service.ROOT: Service.ROOT_STATUS,
    Service.ISSUING: Service.ISSUING_STATUS,
}

Holding = Mapping[Service, tuple[Held, ...]]


def issuing_list(held: Held, revoked: Iterable[Revocation], at: datetime) -> bytes:
    """Return the list of one issuing authority in DER, good for seven days."""
    return revocation_list(held.issuer(""), revoked, at, ISSUING_CRL_VALID_FOR)


def authority_called(holding: Holding, label: str) -> Held:
    """Return the root or an issuing authority by its label, as addresses have it.

    Raises:
        SignatureError: ``label_unknown``.
    """
    return next(_called(holding, label))[1]


def status_of(
    holding: Holding, label: str, request: bytes, revoked: Iterable[Revocation], at: datetime
) -> bytes:
    """Return the answer of an authority's responder to an OCSP request, both in DER.

    Raises:
        SignatureError: ``status_request_unreadable``, ``label_unknown``, ``responder_missing``.
    """
    service, authority = next(_called(holding, label))
    responder = _responder(authority, holding[STATUS_BY[service]])
    return status_answer(request, responder, revoked, at)


def _called(holding: Holding, label: str) -> Iterator[tuple[Service, Held]]:
    for service in STATUS_BY:
        for held in holding[service]:
            if held.label == label:
                yield service, held
    raise SignatureError("label_unknown", label=label)


def _responder(authority: Held, responding: tuple[Held, ...]) -> Responder:
    """Return the newest that the authority itself certified (RFC 6960 section 4.2.2.2).

    There is none while a rotation is being carried out, or when that died on the way.
    """
    above = authority.certificate.x509
    for held in reversed(responding):
        if issued(held.certificate.x509, above):
            return Responder(authority.certificate, held.certificate, held.private)
    raise SignatureError("responder_missing", authority=authority.label)
