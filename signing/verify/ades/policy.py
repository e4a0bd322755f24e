"""What the standard leaves to a policy (ETSI EN 319 102-1 clause 5.1.4), as pyHanko takes it.

Who is trusted is the reader's trust policy. Every certificate below a root needs a list of its
issuer. Of a signer's, the newest counts that was made by the moment of the question: one that was
made after the signature, by as much as it was; or, for a certificate too short to be revoked in
time, one that is older by as much. Either way the certificate is judged as of its signature; or, if
it was revoked later, as of then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import cast

from asn1crypto import x509  # type: ignore[import-untyped]  # it has no types
from pyhanko.sign.validation.policy_decl import (
    CertificateFetchingRule,
    LocalKnowledge,
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.poe import KnownPOE, POEType, digest_for_poe
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    FreshnessReqType,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)
from pyhanko_certvalidator.registry import SimpleTrustManager
from pyhanko_certvalidator.revinfo.archival import CRLContainer

from signing.pki.certificate import Certificate
from signing.trust import Rules
from signing.verify.ades.remembering import RememberingValidator
from signing.verify.ades.view import View
from signing.verify.authorities import Authorities

CHECKED = RevocationCheckingPolicy(
    RevocationCheckingRule.CRL_REQUIRED, RevocationCheckingRule.CRL_REQUIRED
)
OFFLINE = RevocationInfoGatheringSpec(
    online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY,
    certificate_fetching_rule=CertificateFetchingRule.NEVER_FETCH,
)
EXACTLY = timedelta(0)


class Policy:
    """Whom a reader trusts, by which rules, and the lists that they know. For one question."""

    def __init__(
        self, authorities: Authorities, rules: Rules, lists: Iterable[CRLContainer]
    ) -> None:
        self._validator = RememberingValidator()
        self._roots = _loaded((*authorities.roots, *authorities.seal_roots))
        units = _loaded(authorities.time_stamp_roots)
        self._units = self._trusting(units, CertRevTrustPolicy(CHECKED))
        self._known = _known(authorities, list(lists))
        self._usage = KeyUsageConstraints(
            key_usage={"non_repudiation"}, extd_key_usage={rules.extended_key_usage}
        )

    def of_signature(self, view: View) -> PdfSignatureValidationSpec:
        """Return it for one signature."""
        revocation = CertRevTrustPolicy(
            CHECKED,
            freshness=view.lag,
            freshness_req_type=(
                FreshnessReqType.TIME_AFTER_SIGNATURE
                if view.is_after
                else FreshnessReqType.MAX_DIFF_REVOCATION_VALIDATION
            ),
        )
        signers = self._trusting(self._roots, revocation)
        return PdfSignatureValidationSpec(self._spec(signers), diff_policy=None)

    def of_time_stamp(self) -> SignatureValidationSpec:
        """Return it for a time-stamp over the whole file."""
        return self._spec(self._units)

    def _trusting(
        self, roots: list[x509.Certificate], revocation: CertRevTrustPolicy
    ) -> CertValidationPolicySpec:
        return CertValidationPolicySpec(
            trust_manager=SimpleTrustManager.build(trust_roots=roots),
            revinfo_policy=revocation,
            time_tolerance=EXACTLY,
            signature_validator=self._validator,
        )

    def _spec(self, signers: CertValidationPolicySpec) -> SignatureValidationSpec:
        return SignatureValidationSpec(
            cert_validation_policy=signers,
            ts_cert_validation_policy=self._units,
            revinfo_gathering_policy=OFFLINE,
            local_knowledge=self._known,
            key_usage_settings=self._usage,
        )


def _known(authorities: Authorities, lists: list[CRLContainer]) -> LocalKnowledge:
    """Authorities that the trust policy names have been there since they were certified."""
    named = authorities.named
    return LocalKnowledge(
        known_crls=lists,
        known_certs=_loaded(named),
        known_poes=[
            KnownPOE(POEType.POLICY, digest_for_poe(one.der), one.not_before) for one in named
        ],
    )


def _loaded(certificates: Iterable[Certificate]) -> list[x509.Certificate]:
    load = cast("Callable[[bytes], x509.Certificate]", x509.Certificate.load)  # pyright: ignore[reportUnknownMemberType] (no types)
    return [load(held.der) for held in certificates]
