"""5. Each certificate leads to the trusted root, and stood at the time that is proven.

The time is the time-stamp's, never the signer's word and never the clock of today: so a signature
outlives its fifteen-minute certificate. The path has one shape: signer, issuing authority, root;
and of a time-stamp: unit, root.
"""

from __future__ import annotations

from datetime import timedelta

from signing.errors import SignatureError
from signing.pki.certificate import Certificate
from signing.trust import Rules
from signing.verify.case import Case
from signing.verify.evidence import check_evidence
from signing.verify.signed import SignedField
from signing.verify.stamps import check_stamps
from signing.verify.standing import require_not_revoked, require_standing


def check_paths(case: Case) -> None:
    """Promise that each signer, and each time-stamp, was trusted when it signed.

    Raises:
        SignatureError: ``issuer_unknown``, ``certificates_differ``, ``certificate_not_valid``,
            ``certificate_revoked``, ``revocation_unknown``, and what checking the time-stamps and
            the evidence raises.
    """
    check_stamps(case)
    check_evidence(case)
    for one in case.signed:
        _check_signer(one, case)


def _check_signer(one: SignedField, case: Case) -> None:
    certificate, at, authorities = one.message.certificate, one.stamp.at, case.authorities
    issuer, root = authorities.above(certificate)
    if one.message.chain != (issuer,):  # no signature is over what else is carried along
        raise SignatureError("certificates_differ", field=one.field)
    for held in (certificate, issuer, root):
        held.require_valid(at)
    require_standing(case, issuer, root, at)
    archived = case.archive[0].over.stamp.at if case.archive else None
    if _is_short(certificate, case.trust.rules):
        require_not_revoked(case, certificate, issuer, at, archived)
    else:
        require_standing(case, certificate, issuer, at, archived)


def _is_short(certificate: Certificate, rules: Rules) -> bool:
    """Whether its validity is over before a revocation could be known, as its issuer promises."""
    longest = timedelta(seconds=int(rules.short_term_seconds_maximum))
    return certificate.is_short_term and certificate.not_after - certificate.not_before <= longest
