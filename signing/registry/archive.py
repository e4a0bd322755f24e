"""Making a signed file last: evidence, and a time-stamp over all of it (PAdES level B-LTA).

With it a verifier needs the root and nothing else, for as long as the unit's certificate is good;
before that is over, the file is archived once more (ETSI EN 319 142-1 clause 6.4).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from signing.errors import SignatureError
from signing.pades.document_time_stamp import time_stamped
from signing.pades.evidence import Evidence, with_evidence
from signing.pki.revocation import Revocation
from signing.registry.office import Service
from signing.registry.registry import Registry
from signing.registry.trust import lasting_trust
from signing.verify.case import Case
from signing.verify.verifier import verify

ALMOST: Final = timedelta(seconds=1)
AUTHORITIES: Final = (Service.ISSUING, Service.ROOT, Service.TIME_STAMPING)


def evidence_of(registry: Registry, revoked: Iterable[Revocation], at: datetime) -> Evidence:
    """Return what a verifier will need: the authorities, and what they have revoked ``at``.

    Raises:
        SignatureError: ``key_offline``, ``keystore_unusable``.
    """
    return Evidence(
        certificates=tuple(map(registry.certificate, AUTHORITIES)),
        lists=(registry.root_crl(), registry.issuing_crl(revoked, at)),
    )


def archived(pdf: bytes, registry: Registry, revoked: Iterable[Revocation], at: datetime) -> bytes:
    """Return ``pdf``, which has all its signatures, with two updates that keep them provable.

    ``revoked`` are the certificates of the issuing authority that no longer count ``at``. A file
    that was archived before is so anew.

    Raises:
        SignatureError: ``pdf_unreadable``, ``key_offline``, ``keystore_unusable``,
            ``certificate_not_valid`` when the time-stamping unit's is over.
    """
    evidence = evidence_of(registry, revoked, at)
    return time_stamped(with_evidence(pdf, evidence), registry.time_stamps, at)


def require_lasting(pdf: bytes, registry: Registry, at: datetime) -> None:
    """Promise that ``pdf`` will be valid by the root alone, until its time-stamp is over.

    Asked before anybody relies on it: evidence that is not in the file now can not be had later.
    Whether it is the recorded file is not asked.

    Raises:
        SignatureError: ``not_lasting`` with the ``code`` of what would be missing, and when.
    """
    over = registry.certificate(Service.TIME_STAMPING).not_after
    for moment in (at, over - ALMOST):
        case = Case(pdf=pdf, trust=lasting_trust(registry, at), at=moment)
        verdict = verify(case)
        if verdict.reason is not None:
            raise SignatureError("not_lasting", reason=verdict.reason.code, at=moment)
