"""Those who are trusted to say who somebody is: their certificates, and what they have revoked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from signing.errors import SignatureError
from signing.pki.certificate import Certificate
from signing.trust import TrustPolicy, issued, signed_list

HARMLESS = frozenset(
    (
        x509.ReasonFlags.affiliation_changed,
        x509.ReasonFlags.superseded,
        x509.ReasonFlags.cessation_of_operation,
    )
)
"""Reasons for which a key was revoked though nobody else had it (RFC 3161 section 4)."""


class Authorities:
    """The authorities of a trust policy. What one of them signed is checked once.

    A list that stands in a file counts as one of the policy does: who signed it is what matters.
    That it was there before its authority's key could have been another's, is for step 5 to show.
    """

    def __init__(self, trust: TrustPolicy, lists: Iterable[bytes] = ()) -> None:
        self.roots = tuple(map(Certificate, trust.roots))
        self.issuers = tuple(map(Certificate, trust.issuers))
        self.time_stamp_roots = tuple(map(Certificate, trust.time_stamp_roots))
        self.seals = frozenset(trust.seals)
        self.seal_issuers = tuple(map(Certificate, trust.seal_issuers))
        self.seal_roots = tuple(map(Certificate, trust.seal_roots))
        self._lists = [read_list(der) for der in dict.fromkeys((*trust.crls, *lists))]
        self._issued = dict[tuple[bytes, bytes], bool]()
        self._lists_of = dict[bytes, list[x509.CertificateRevocationList]]()

    @cached_property
    def between(self) -> tuple[Certificate, ...]:
        """The authorities that may certify time-stamping units: none below a root of signers.

        Who certifies people must not be able to date what they sign.
        """
        return tuple(
            one
            for one in self.issuers
            if not any(self._has_issued(root, one) for root in self.roots)
        )

    @cached_property
    def named(self) -> tuple[Certificate, ...]:
        """All authorities that the trust policy names, none twice."""
        signers = (*self.roots, *self.issuers, *self.time_stamp_roots)
        return tuple(dict.fromkeys((*signers, *self.seal_issuers, *self.seal_roots)))

    @cached_property
    def all_roots(self) -> tuple[Certificate, ...]:
        """Those of them above whom there is nobody: of signers, of time-stamps, of seals."""
        return (*self.roots, *self.time_stamp_roots, *self.seal_roots)

    def above(self, certificate: Certificate) -> tuple[Certificate, Certificate]:
        """Return which authority issued a signer's certificate, and the root above that.

        Who issued the registry's seal elsewhere has many customers: but for that very certificate,
        nothing that they issue counts.

        Raises:
            SignatureError: ``issuer_unknown``.
        """
        elsewhere = certificate.der in self.seals
        issuer = self.issuer_of(certificate, self.seal_issuers if elsewhere else self.issuers)
        return issuer, self.issuer_of(issuer, self.seal_roots if elsewhere else self.roots)

    def issuer_of(
        self, certificate: Certificate, authorities: tuple[Certificate, ...]
    ) -> Certificate:
        """Return which of ``authorities`` signed ``certificate``.

        Raises:
            SignatureError: ``issuer_unknown``.
        """
        for authority in authorities:
            if self._has_issued(authority, certificate):
                return authority
        raise SignatureError(
            "issuer_unknown",
            name=certificate.x509.subject.rfc4514_string(),
            issuer=certificate.x509.issuer.rfc4514_string(),
        )

    def revocation(
        self, certificate: Certificate, issuer: Certificate
    ) -> x509.RevokedCertificate | None:
        """Return the entry by which ``issuer`` revoked ``certificate``, the earliest of them."""
        entries = [
            entry
            for crl in self._of(issuer)
            if (entry := crl.get_revoked_certificate_by_serial_number(certificate.serial))
        ]
        return min(entries, key=revoked_since, default=None)

    def knows_until(self, issuer: Certificate, at: datetime) -> bool:
        """Return whether a list of ``issuer`` was the newest ``at``, or is of later."""
        return any((crl.next_update_utc or crl.last_update_utc) >= at for crl in self._of(issuer))

    def lists_of(self, issuers: tuple[Certificate, ...]) -> tuple[bytes, ...]:
        """Return the lists that ``issuers`` signed, in DER, none twice."""
        found = (crl for issuer in dict.fromkeys(issuers) for crl in self._of(issuer))
        return tuple(dict.fromkeys(crl.public_bytes(Encoding.DER) for crl in found))

    def listed_last(self, issuer: Certificate, by: datetime | None = None) -> datetime | None:
        """Return when ``issuer`` made its newest list, or of those made ``by`` then the newest."""
        made = (crl.last_update_utc for crl in self._of(issuer))
        return max((at for at in made if by is None or at <= by), default=None)

    def signer_of(self, crl: x509.CertificateRevocationList) -> Certificate:
        """Return which authority signed a list.

        Raises:
            SignatureError: ``evidence_strange`` if none did, or if it is of some certificates only.
        """
        for authority in self.named:
            if crl in self._of(authority):
                return authority
        raise SignatureError("evidence_strange", what="list")

    def _has_issued(self, authority: Certificate, certificate: Certificate) -> bool:
        asked = authority.der, certificate.der
        if asked not in self._issued:
            self._issued[asked] = issued(certificate.x509, authority.x509)
        return self._issued[asked]

    def _of(self, issuer: Certificate) -> list[x509.CertificateRevocationList]:
        """Return the lists that ``issuer`` signed: another may bear its name."""
        if issuer.der not in self._lists_of:
            self._lists_of[issuer.der] = [
                crl for crl in self._lists if _is_whole(crl) and signed_list(crl, issuer.x509)
            ]
        return self._lists_of[issuer.der]


def read_list(der: bytes) -> x509.CertificateRevocationList:
    """Return a list of revoked certificates, read.

    Raises:
        SignatureError: ``evidence_strange``.
    """
    try:
        crl = x509.load_der_x509_crl(der)
        _ = crl.issuer, list(crl.extensions), crl.last_update_utc, crl.next_update_utc
    except Exception as wrong:  # hostile octets make the parser raise anything
        raise SignatureError("evidence_strange", what="list") from wrong
    return crl


def revoked_since(entry: x509.RevokedCertificate) -> datetime:
    """Return the instant from which the key is known not to have been its owner's alone."""
    try:
        stated = entry.extensions.get_extension_for_class(x509.InvalidityDate)
    except x509.ExtensionNotFound:
        return entry.revocation_date_utc
    return min(stated.value.invalidity_date_utc, entry.revocation_date_utc)


def is_compromised(entry: x509.RevokedCertificate) -> bool:
    """Return whether somebody else may have had the key; so it is where no reason is stated."""
    try:
        stated = entry.extensions.get_extension_for_class(x509.CRLReason)
    except x509.ExtensionNotFound:
        return True
    return stated.value.reason not in HARMLESS


def _is_whole(crl: x509.CertificateRevocationList) -> bool:
    """A list with a critical extension is one of some certificates only, or of changes only."""
    return not any(extension.critical for extension in crl.extensions)
