"""The registry: it seals base documents, certifies people's keys, stamps time and revokes.

Its issuing authority vouches for who signs, for whom, and under which mandate. Nothing here knows
of deals: whatever is asked of it was decided before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Self

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes

from aggregates.vocabulary import SeatRole
from signing.cms.algorithms import accepted
from signing.cms.identity import Identity, OneTimeKey
from signing.errors import SignatureError
from signing.keys.opening import KeyToken
from signing.keystore.files import locked
from signing.pki import profile
from signing.pki.certificate import Certificate
from signing.pki.issue import Issuer, Order, issue
from signing.pki.mandate import CertifiedMandate
from signing.pki.revocation import Revocation, revocation_list
from signing.pki.subject import Subject
from signing.registry.folder import (
    ROOT_CRL_VALID_FOR,
    Services,
    open_folder,
    read_root_crl,
    read_services,
    replace_root_crl,
)
from signing.registry.held import Held
from signing.registry.office import Office, Service
from signing.registry.outside import Outside
from signing.registry.places import KeyFiles, KeyPlace, KeysOnToken
from signing.registry.statements import authority_called, issuing_list, status_of
from signing.timestamp.authority import TimeStampAuthority
from signing.timestamp.unit import TimeStampUnit
from signing.trust import issued


class Signer(msgspec.Struct, frozen=True, kw_only=True):
    """A person to be certified: who, at which kind of seat, under which mandate.

    A signatory has a mandate; nobody else has.
    """

    subject: Subject
    role: SeatRole
    mandate: CertifiedMandate | None = None


class Registry:
    """The keys and certificates of one office, opened. A rotation is seen at the next use."""

    def __init__(
        self, folder: Path, keys: KeyPlace, services: Services, office: Office, published_at: str
    ) -> None:
        self.folder = folder
        self.keys = keys
        self.office = office
        self.published_at = published_at
        self._services = services
        self._seen = _changed(folder)
        self._outside: Callable[[], Outside] = Outside

    @classmethod
    def open(
        cls,
        folder: Path,
        kek: bytes,
        at: datetime,
        office: Office,
        published_at: str = "",
        token: KeyToken | None = None,
    ) -> Self:
        """Open the registry in ``folder``, or found it ``at``; ``kek`` is 32 octets.

        ``published_at`` is the base URL where the lists and answers of the authorities can be
        had; empty, the certificates say that they are with the issuer. With a ``token`` keys are
        made there.

        Raises:
            SignatureError: as `signing.registry.folder.open_folder`.
        """
        keys = key_place(kek, office, token)
        services = open_folder(folder, keys, office, at, published_at)
        return cls(folder, keys, services, office, published_at)

    def with_outside(self, outside: Callable[[], Outside]) -> Self:
        """Return the registry with services that others render it; asked for at each use."""
        other = type(self)(self.folder, self.keys, self._services, self.office, self.published_at)
        other._outside = outside  # noqa: SLF001 -- of its own class
        return other

    @property
    def outside(self) -> Outside:
        """What others do for it."""
        return self._outside()

    @property
    def seal(self) -> Identity:
        """Who certifies the base documents."""
        if (elsewhere := self.outside.seal) is not None:
            return elsewhere.identity
        held = self._newest(Service.SEAL)
        return Identity(held.certificate, (self.issuer_of(held.certificate),), held.signing)

    @property
    def time_stamps(self) -> TimeStampAuthority:
        """Who says what time it is."""
        if (outside := self.outside.time_stamps) is not None:
            return outside
        held = self._newest(Service.TIME_STAMPING)
        return TimeStampUnit(Identity(held.certificate, (), held.signing))

    def certificate(self, service: Service) -> Certificate:
        """Return the certificate of one of its services, the one in use."""
        return self._newest(service).certificate

    def certificates(self, service: Service) -> tuple[Certificate, ...]:
        """Return the certificates that a service ever had, the first first."""
        return tuple(held.certificate for held in self.held(service))

    def issuer_of(self, certificate: Certificate) -> Certificate:
        """Return which of its authorities issued ``certificate``.

        Raises:
            SignatureError: ``issuer_not_ours``.
        """
        for held in (*self.held(Service.ISSUING), *self.held(Service.ROOT)):
            if issued(certificate.x509, held.certificate.x509):
                return held.certificate
        name = certificate.x509.subject.rfc4514_string()
        raise SignatureError("issuer_not_ours", name=name)

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
        return read_root_crl(self.folder)

    def renew_root_crl(self, revoked: Iterable[Revocation], at: datetime) -> bytes:
        """Make the root's list anew, keep it and return it; this needs the root's key.

        Raises:
            SignatureError: ``key_offline`` or ``keystore_unusable``.
        """
        crl = revocation_list(self._authority(Service.ROOT), revoked, at, ROOT_CRL_VALID_FOR)
        replace_root_crl(self.folder, crl)
        return crl

    def keep_root_crl(self, crl: bytes) -> None:
        """Keep a list that was made where the root is. The caller MUST have seen that it is.

        Raises:
            SignatureError: ``keystore_unusable``.
        """
        replace_root_crl(self.folder, crl)

    def issuing_crls(self, revoked: Iterable[Revocation], at: datetime) -> Mapping[str, bytes]:
        """Return the lists of all that ever were its issuing authority, by their labels."""
        listed = tuple(revoked)
        held = self.held(Service.ISSUING)
        return {one.label: issuing_list(one, listed, at) for one in held}

    def status_of(
        self, label: str, request: bytes, revoked: Iterable[Revocation], at: datetime
    ) -> bytes:
        """Return the answer of an authority's responder to an OCSP request, both in DER.

        The authority called ``label`` may be one of before.

        Raises:
            SignatureError: ``status_request_unreadable``, ``label_unknown``, ``responder_missing``.
        """
        return status_of(self._holding, label, request, revoked, at)

    def authority_called(self, label: str) -> Certificate:
        """Return the certificate of the root or an issuing authority by its label.

        Raises:
            SignatureError: ``label_unknown``.
        """
        return authority_called(self._holding, label).certificate

    def held(self, service: Service) -> tuple[Held, ...]:
        """Return what there ever was for a service, as the folder has it now."""
        return self._holding[service]

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
        return self._newest(service).issuer(self.published_at)

    @property
    def _holding(self) -> Services:
        if (changed := _changed(self.folder)) != self._seen:
            with locked(self.folder):
                self._services = read_services(self.folder / "pki", self.keys, self.office)
            self._seen = changed
        return self._services

    def _newest(self, service: Service) -> Held:
        return self.held(service)[-1]


def key_place(kek: bytes, office: Office, token: KeyToken | None = None) -> KeyPlace:
    """Return where the keys of ``office`` are: on the token, if there is one, or in files."""
    files = KeyFiles(kek=kek, owner=office.identifier)
    return files if token is None else KeysOnToken(token=token, files=files)


def _changed(folder: Path) -> tuple[int, frozenset[str]]:
    """Return what another process's rotation makes another: the folder's time, and what is in it.

    The time alone stands still for some milliseconds, in which a rotation may be over.
    """
    pki = folder / "pki"
    try:
        return pki.stat().st_mtime_ns, frozenset(file.name for file in pki.iterdir())
    except OSError as wrong:
        path = str(folder)
        raise SignatureError("keystore_unusable", path=path, reason=str(wrong)) from wrong


def _require_mandate(signer: Signer) -> None:
    if signer.role is SeatRole.REGISTRY:
        raise SignatureError("role_unusable", role=signer.role.value)
    if signer.role is SeatRole.SIGNATORY and signer.mandate is None:
        raise SignatureError("mandate_missing", name=signer.subject.common_name)
    if signer.role is not SeatRole.SIGNATORY and signer.mandate is not None:
        raise SignatureError("mandate_unexpected", name=signer.subject.common_name)
