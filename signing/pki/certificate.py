"""A certificate, parsed once, and what a verifier asks of it. No key, no file, no network."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import cached_property

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

from aggregates.vocabulary import SeatRole
from signing.der import read, write
from signing.errors import SignatureError
from signing.pki import oids
from signing.pki.mandate import CertifiedMandate, decode_mandate
from signing.pki.subject import Subject, subject_of

VERSION_3 = write.integer(2)


class Certificate(msgspec.Struct, frozen=True, dict=True):
    """An X.509 certificate (RFC 5280), equal to another with the same octets.

    Raises:
        SignatureError: ``certificate_unreadable`` from each property, when ``der`` is none.
    """

    der: bytes

    @cached_property
    def x509(self) -> x509.Certificate:
        """The certificate, as `cryptography` reads it."""
        _require_serial(self.der)
        try:
            certificate = x509.load_der_x509_certificate(self.der)
            # parsed at first use: read here what the other properties use, or refuse
            _ = certificate.subject, certificate.issuer, certificate.extensions
        except Exception as wrong:  # hostile octets make the parser raise anything
            raise SignatureError("certificate_unreadable", reason=str(wrong)) from wrong
        return certificate

    @cached_property
    def sha256(self) -> str:
        """The fingerprint, in lower-case hexadecimal."""
        return hashlib.sha256(self.der).hexdigest()

    @cached_property
    def issuer_der(self) -> bytes:
        """The issuer's distinguished name, as it stands in the certificate."""
        _ = self.x509  # which is one, then
        body = read.whole(self.der, write.SEQUENCE).inside(write.SEQUENCE)
        for tag in (write.context(0), write.INTEGER, write.SEQUENCE):
            body.contents(tag)
        return body.whole(write.SEQUENCE)

    @cached_property
    def public_key(self) -> PublicKeyTypes:
        """The key that it certifies.

        Raises:
            SignatureError: ``certificate_unreadable`` when its kind is not known at all.
        """
        try:
            return self.x509.public_key()
        except Exception as wrong:  # hostile octets make the parser raise anything
            raise SignatureError("certificate_unreadable", reason=str(wrong)) from wrong

    @property
    def serial(self) -> int:
        """The serial number: random, of at most 128 bits."""
        return self.x509.serial_number

    @property
    def not_before(self) -> datetime:
        """The first instant of its validity."""
        return self.x509.not_valid_before_utc

    @property
    def not_after(self) -> datetime:
        """The last instant of its validity."""
        return self.x509.not_valid_after_utc

    def require_valid(self, at: datetime) -> None:
        """Promise that ``at`` lies within its validity.

        Raises:
            SignatureError: ``certificate_not_valid`` with the certificate's ``name``.
        """
        if not self.not_before <= at <= self.not_after:
            name = self.x509.subject.rfc4514_string()
            raise SignatureError("certificate_not_valid", name=name, at=at)

    @cached_property
    def subject(self) -> Subject:
        """Whom it is for.

        Raises:
            SignatureError: ``name_unusable`` when its name is not of our making.
        """
        return subject_of(self.x509.subject)

    @cached_property
    def policies(self) -> frozenset[str]:
        """The certificate policies under which it was issued, in dotted form."""
        try:
            stated = self.x509.extensions.get_extension_for_class(x509.CertificatePolicies)
        except x509.ExtensionNotFound:
            return frozenset()
        return frozenset(policy.policy_identifier.dotted_string for policy in stated.value)

    @property
    def seat_role(self) -> SeatRole | None:
        """The only kind of seat at which it may sign; None when it may sign at none."""
        roles = [role for role, policy in oids.POLICIES.items() if policy in self.policies]
        return roles[0] if len(roles) == 1 else None

    @property
    def is_authority(self) -> bool:
        """Whether it may issue others (RFC 5280 section 4.2.1.9)."""
        try:
            stated = self.x509.extensions.get_extension_for_class(x509.BasicConstraints)
        except x509.ExtensionNotFound:
            return False
        return stated.value.ca

    @property
    def is_short_term(self) -> bool:
        """Whether its issuer promises that no revocation could have come in time.

        A verifier MUST also hold it to the longest validity that its trust policy allows.
        """
        return self._extension(oids.SHORT_TERM) is not None

    @cached_property
    def mandate(self) -> CertifiedMandate | None:
        """The mandate that its issuer vouches for, when it states one.

        Raises:
            SignatureError: ``not_der`` or ``mandate_unusable``.
        """
        stated = self._extension(oids.MANDATE)
        return None if stated is None else decode_mandate(stated)

    def pem(self) -> str:
        """Return the certificate in PEM (RFC 7468)."""
        return self.x509.public_bytes(serialization.Encoding.PEM).decode("ascii")

    def _extension(self, oid: str) -> bytes | None:
        for extension in self.x509.extensions:
            value: x509.ExtensionType = extension.value
            if isinstance(value, x509.UnrecognizedExtension) and value.oid.dotted_string == oid:
                return value.value
        return None


def _require_serial(der: bytes) -> None:
    """Promise that its version is 3 and its serial number positive (RFC 5280 section 4.1).

    Asked before `cryptography` is, which reads other numbers too, with a warning.
    """
    try:
        body = read.whole(der, write.SEQUENCE).inside(write.SEQUENCE)
        usable = body.contents(write.context(0)) == VERSION_3 and body.integer() > 0
    except SignatureError as wrong:
        raise SignatureError("certificate_unreadable", reason="not DER") from wrong
    if not usable:
        raise SignatureError("certificate_unreadable", reason="version or serial number")
