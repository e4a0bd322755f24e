"""The registry: it seals base documents, certifies people's keys, stamps time and revokes.

Its issuing authority vouches for who signs, for whom, and under which mandate. Nothing here knows
of deals: whatever is asked of it was decided before.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, Self

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes

from aggregates.vocabulary import SeatRole
from signing.cms.algorithms import accepted
from signing.cms.identity import Identity, OneTimeKey, SoftwareKey
from signing.errors import SignatureError
from signing.pki import profile
from signing.pki.certificate import Certificate
from signing.pki.issue import Issuer, Order, issue
from signing.pki.mandate import CertifiedMandate
from signing.pki.revocation import Revocation, revocation_list
from signing.pki.status import Responder, status_answer
from signing.pki.subject import Subject
from signing.registry.folder import (
    ROOT_CRL_VALID_FOR,
    open_folder,
    read_root_crl,
    replace_root_crl,
)
from signing.registry.founding import Held
from signing.registry.office import Office, Service
from signing.timestamp.unit import TimeStampUnit

ISSUING_CRL_VALID_FOR = timedelta(days=7)
STATUS_BY = {
    Service.ROOT: Service.ROOT_STATUS,
    Service.ISSUING: Service.ISSUING_STATUS,
}


class Signer(msgspec.Struct, frozen=True, kw_only=True):
    """A person to be certified: who, at which kind of seat, under which mandate.

    A signatory has a mandate; nobody else has.
    """

    subject: Subject
    role: SeatRole
    mandate: CertifiedMandate | None = None


class Registry:
    """The keys and certificates of one office, opened."""

    def __init__(
        self, folder: Path, services: dict[Service, Held], office: Office, published_at: str
    ) -> None:
        self._folder = folder
        self._services = services
        self._published_at = published_at
        self.office = office
        self.time_stamps = TimeStampUnit(self._identity(Service.TIME_STAMPING, ()))

    @classmethod
    def open(
        cls, folder: Path, kek: bytes, at: datetime, office: Office, published_at: str = ""
    ) -> Self:
        """Open the registry in ``folder``, or found it ``at``; ``kek`` is 32 octets.

        ``published_at`` is the base URL where the lists and answers of the authorities can be
        had; empty, the certificates say that they are with the issuer.

        Raises:
            SignatureError: as `signing.registry.folder.open_folder`.
        """
        services = open_folder(folder, kek, office, at, published_at)
        return cls(folder, services, office, published_at)

    @property
    def seal(self) -> Identity:
        """Who certifies the base documents."""
        return self._identity(Service.SEAL, (self.certificate(Service.ISSUING),))

    def certificate(self, service: Service) -> Certificate:
        """Return the certificate of one of its services."""
        return self._services[service].certificate

    def assist(self, signer: Signer, at: datetime) -> Identity:
        """Return an identity good for one signature within 15 minutes (assisted mode).

        The key is made here, in memory, never written anywhere, and forgotten with its use. The
        caller MUST have made sure who asks: the certificate says so.

        Raises:
            SignatureError: ``role_unusable``, ``mandate_missing``, ``mandate_unexpected``,
                ``mandate_unusable``, ``name_unusable`` or ``outlives_issuer``.
        """
        key = ec.generate_private_key(ec.SECP256R1())
        kind = profile.assisted(signer.role)
        certificate = self._certify(signer, kind, key.public_key(), at)
        return Identity(certificate, (self.certificate(Service.ISSUING),), OneTimeKey(key))

    def enrol(
        self, signer: Signer, public_key: CertificatePublicKeyTypes, at: datetime
    ) -> Certificate:
        """Return a certificate of two years for a key that a person keeps.

        The caller MUST have seen proof that the person holds the private half.

        Raises:
            SignatureError: as `assist`, or ``key_unusable``.
        """
        accepted(public_key)
        return self._certify(signer, profile.enrolled(signer.role), public_key, at)

    def root_crl(self) -> bytes:
        """Return the root's list of revoked certificates in DER, as last made.

        Raises:
            SignatureError: ``keystore_unusable``.
        """
        return read_root_crl(self._folder)

    def renew_root_crl(self, revoked: Iterable[Revocation], at: datetime) -> bytes:
        """Make the root's list anew, keep it and return it; this needs the root's key.

        Raises:
            SignatureError: ``key_offline`` or ``keystore_unusable``.
        """
        crl = revocation_list(self._authority(Service.ROOT), revoked, at, ROOT_CRL_VALID_FOR)
        replace_root_crl(self._folder, crl)
        return crl

    def issuing_crl(self, revoked: Iterable[Revocation], at: datetime) -> bytes:
        """Return the issuing authority's list of revoked certificates, good for seven days."""
        return revocation_list(self._authority(Service.ISSUING), revoked, at, ISSUING_CRL_VALID_FOR)

    def status(
        self,
        authority: Literal[Service.ROOT, Service.ISSUING],
        request: bytes,
        revoked: Iterable[Revocation],
        at: datetime,
    ) -> bytes:
        """Return the answer of an authority's responder to an OCSP request, both in DER.

        Raises:
            SignatureError: ``status_request_unreadable``.
        """
        answering = self._authority(STATUS_BY[authority])
        responder = Responder(self.certificate(authority), answering.certificate, answering.key)
        return status_answer(request, responder, revoked, at)

    def _certify(
        self,
        signer: Signer,
        kind: profile.Profile,
        public_key: CertificatePublicKeyTypes,
        at: datetime,
    ) -> Certificate:
        _require_mandate(signer)
        order = Order(
            profile=kind,
            subject=signer.subject,
            public_key=public_key,
            at=at,
            mandate=signer.mandate,
        )
        return issue(order, self._authority(Service.ISSUING))

    def _authority(self, service: Service) -> Issuer:
        held = self._services[service]
        if held.key is None:
            raise SignatureError("key_offline", service=service.value)
        return Issuer(service.value, held.certificate, held.key, self._published_at)

    def _identity(self, service: Service, chain: tuple[Certificate, ...]) -> Identity:
        held = self._authority(service)
        return Identity(held.certificate, chain, SoftwareKey(held.key))


def _require_mandate(signer: Signer) -> None:
    if signer.role is SeatRole.REGISTRY:
        raise SignatureError("role_unusable", role=signer.role.value)
    if signer.role is SeatRole.SIGNATORY and signer.mandate is None:
        raise SignatureError("mandate_missing", name=signer.subject.common_name)
    if signer.role is not SeatRole.SIGNATORY and signer.mandate is not None:
        raise SignatureError("mandate_unexpected", name=signer.subject.common_name)
