"""What each kind of certificate holds: the registry's certificate profile, as a table.

Sources: RFC 5280; ETSI EN 319 412-2 and 412-3 (persons and seals), EN 319 421 and RFC 3161
section 2.3 (time-stamping), RFC 6960 section 4.2.2.2 (status), RFC 9336 (document signing).
"""

from __future__ import annotations

from datetime import timedelta

import msgspec
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID, ObjectIdentifier

from aggregates.vocabulary import SeatRole
from signing.pki import oids

YEAR = timedelta(days=365)
SIGNER_PURPOSES = (oids.DOCUMENT_SIGNING, oids.EMAIL_PROTECTION)
USAGES = (
    *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment"),
    *("key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What all certificates of one kind have in common.

    ``usage`` are names of key usages, ``purposes`` extended ones; ``subordinates`` is how many
    authorities may stand below an authority, None for a certificate that may issue none.
    ``short_term`` and ``unchecked`` (id-pkix-ocsp-nocheck) exempt from revocation.
    """

    lifetime: timedelta
    usage: tuple[str, ...]
    purposes: tuple[str, ...] = ()
    purposes_critical: bool = False
    policies: tuple[str, ...] = ()
    subordinates: int | None = None
    short_term: bool = False
    unchecked: bool = False

    def key_usage(self) -> x509.KeyUsage:
        """Return the key usage extension; it is always critical."""
        return x509.KeyUsage(**{name: name in self.usage for name in USAGES})

    def extended_key_usage(self) -> x509.ExtendedKeyUsage:
        """Return the extension for ``purposes``, of which there is one at least."""
        return x509.ExtendedKeyUsage([ObjectIdentifier(oid) for oid in self.purposes])

    def certificate_policies(self) -> x509.CertificatePolicies:
        """Return the extension for ``policies``, of which there is one at least."""
        return x509.CertificatePolicies(
            [x509.PolicyInformation(ObjectIdentifier(oid), None) for oid in self.policies]
        )


ROOT = Profile(lifetime=30 * YEAR, usage=("key_cert_sign", "crl_sign"), subordinates=1)
ISSUING = Profile(
    lifetime=15 * YEAR,
    usage=("key_cert_sign", "crl_sign"),
    policies=(oids.ANY_POLICY,),
    subordinates=0,
)
TIME_STAMPING = Profile(
    lifetime=15 * YEAR,
    usage=("digital_signature",),
    purposes=(ExtendedKeyUsageOID.TIME_STAMPING.dotted_string,),
    purposes_critical=True,
    policies=(oids.TIME_STAMP_POLICY,),
)
STATUS = Profile(
    lifetime=5 * YEAR,
    usage=("digital_signature",),
    purposes=(ExtendedKeyUsageOID.OCSP_SIGNING.dotted_string,),
    unchecked=True,
)
SEAL = Profile(
    lifetime=5 * YEAR,
    usage=("content_commitment",),
    purposes=SIGNER_PURPOSES,
    policies=(oids.POLICIES[SeatRole.REGISTRY],),
)


def assisted(role: SeatRole) -> Profile:
    """Return the profile of a key that is made, used once and forgotten in one request."""
    return Profile(
        lifetime=timedelta(minutes=15),
        usage=("content_commitment",),
        purposes=SIGNER_PURPOSES,
        policies=(oids.POLICIES[role],),
        short_term=True,
    )


def enrolled(role: SeatRole) -> Profile:
    """Return the profile of a key that a person keeps and uses again."""
    return Profile(
        lifetime=2 * YEAR,
        usage=("content_commitment",),
        purposes=SIGNER_PURPOSES,
        policies=(oids.POLICIES[role],),
    )
