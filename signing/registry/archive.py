"""Making a signed file last: evidence, and a time-stamp over all of it (PAdES level B-LTA).

With it a verifier needs the root and nothing else, for as long as the unit's certificate is good;
before that is over, the file is archived once more (ETSI EN 319 142-1 clause 6.4).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from signing.pades.document_time_stamp import time_stamped
from signing.pades.evidence import Evidence, with_evidence
from signing.pki.revocation import Revocation
from signing.registry.office import Service
from signing.registry.registry import Registry

AUTHORITIES = (Service.ISSUING, Service.ROOT, Service.TIME_STAMPING)


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
