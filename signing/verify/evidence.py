"""The evidence in a file: of our authorities, and there before it could have been made later.

A list is worth what its signer's key was worth when it was made. The time-stamp over it proves a
time at which it was there; at that time the key must have been its authority's alone.
"""

from __future__ import annotations

from datetime import datetime

from signing.errors import SignatureError
from signing.verify.authorities import read_list
from signing.verify.case import Case
from signing.verify.standing import require_standing


def check_evidence(case: Case) -> None:
    """Promise that all evidence in the file may be gone by.

    Raises:
        SignatureError: ``evidence_strange``, ``evidence_untimely``, ``certificate_not_valid``,
            ``certificate_revoked``, ``revocation_unknown``, and what reading the file raises.
    """
    known = _known(case)
    for kept in case.archive:
        if not set(kept.certificates) <= known:
            raise SignatureError("evidence_strange", what="certificate")
        for der in kept.lists:
            _require_timely(case, der, kept.over.stamp.at)


def _known(case: Case) -> set[bytes]:
    """Return the certificates that the trust policy names, and those of the time-stamps."""
    named = case.authorities.named
    stamps = (*(one.stamp for one in case.signed), *(kept.over.stamp for kept in case.archive))
    return {certificate.der for certificate in (*named, *(stamp.certificate for stamp in stamps))}


def _require_timely(case: Case, der: bytes, proven: datetime) -> None:
    authorities, listed = case.authorities, read_list(der)
    signer = authorities.signer_of(listed)
    if listed.last_update_utc > proven:
        raise SignatureError("evidence_untimely", made=listed.last_update_utc, proven=proven)
    signer.require_valid(proven)
    if signer not in authorities.all_roots:
        root = authorities.issuer_of(signer, authorities.all_roots)
        require_standing(case, signer, root, proven)
