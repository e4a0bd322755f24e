"""A root that is kept offline from the beginning: made on a machine that no network reaches.

Three files in a folder, on a medium that goes into a safe; its key-encryption key on another::

    root.cer   the root's certificate, DER
    root.key   its private key, in an envelope
    root.crl   its list of revoked certificates, as last made

What the registry needs of it travels as files: requests to the root, certificates back. The keys
that they are for are made at the registry and stay there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from signing.errors import SignatureError
from signing.keystore.files import locked, move_folder, replace_file, write_folder
from signing.pki.certificate import Certificate
from signing.pki.issue import Issuer
from signing.pki.revocation import Revocation, revocation_list
from signing.pki.subject import Subject, subject_of
from signing.registry.folder import ROOT_CRL_VALID_FOR
from signing.registry.founding import BY_ISSUING, BY_ROOT, below, certified, root_of
from signing.registry.office import Office, Service, label_of
from signing.registry.places import ROOT_KEY, KeyFiles, KeyPlace
from signing.registry.registry import Registry
from signing.registry.rotating import request_for
from signing.trust import issued, signed_list

FOUNDING: Final = "founding"
"""Beside ``pki``: the keys of a registry whose certificates are being made elsewhere."""
NUMBERS_MAX: Final = 1000


def make_root(folder: Path, kek: bytes, office: Office, at: datetime) -> Certificate:
    """Make a root of ``office`` in ``folder``, and return its certificate.

    Raises:
        SignatureError: ``root_exists``, ``kek_unusable``, ``name_unusable``, ``keystore_unusable``.
    """
    made = KeyFiles(kek=kek, owner=office.identifier).make(ROOT_KEY)
    certificate = root_of(office, made.key, at)
    crl = revocation_list(Issuer(ROOT_KEY, certificate, made.key), (), at, ROOT_CRL_VALID_FOR)
    with locked(folder):
        if (folder / "root.cer").exists():
            raise SignatureError("root_exists", path=str(folder))
        for name, content in {**made.files, "root.crl": crl, "root.cer": certificate.der}.items():
            replace_file(folder / name, content)
    return certificate


def open_root(folder: Path, kek: bytes, published_at: str = "") -> Issuer:
    """Return a root with its key; ``published_at`` goes into what it certifies.

    Raises:
        SignatureError: ``keystore_unusable``, ``key_not_opened``, ``key_of_another``,
            ``key_missing``, ``certificate_unreadable``.
    """
    with locked(folder):
        certificate = Certificate((folder / "root.cer").read_bytes())
        key = KeyFiles(kek=kek, owner=certificate.subject.identifier).open(folder, ROOT_KEY)
    if key is None:
        raise SignatureError("key_missing", service=ROOT_KEY, key=ROOT_KEY)
    if key.public_key() != certificate.public_key:
        raise SignatureError("key_of_another", service=ROOT_KEY)
    return Issuer(ROOT_KEY, certificate, key, published_at)


def office_of(root: Certificate) -> Office:
    """Return the office whose root it is.

    Raises:
        SignatureError: ``name_unusable``.
    """
    subject = root.subject
    return Office(
        country=subject.country, organisation=subject.organisation, identifier=subject.identifier
    )


def answer_request(root: Issuer, request: bytes, at: datetime) -> tuple[str, Certificate]:
    """Return what a request is called, and the certificate for it.

    Raises:
        SignatureError: ``request_unusable`` unless it is for a service that the root certifies, of
            the root's own office, and signed by the P-256 key that it is for; ``outlives_issuer``.
    """
    asked, key = _read(request)
    office = office_of(root.certificate)
    for service in BY_ROOT:
        for number in range(1, NUMBERS_MAX):
            if asked == office.subject(service, number):
                certificate = certified(office, service, key, root, at, number)
                return label_of(service, number), certificate
    raise SignatureError("request_unusable", reason="its name")


def renew_root_list(folder: Path, kek: bytes, revoked: Iterable[Revocation], at: datetime) -> bytes:
    """Make the root's list anew, where the root is kept.

    Raises:
        SignatureError: as `open_root`.
    """
    crl = revocation_list(open_root(folder, kek), revoked, at, ROOT_CRL_VALID_FOR)
    with locked(folder):
        replace_file(folder / "root.crl", crl)
    return crl


def requests_to_found(folder: Path, keys: KeyPlace, office: Office) -> Mapping[str, bytes]:
    """Return the requests of a registry that is to be founded in ``folder``; its keys are made.

    Raises:
        SignatureError: ``registry_founded``, ``keystore_unusable``, and as the place of the keys.
    """
    place = folder / FOUNDING
    with locked(folder):
        if (folder / "pki").exists():
            raise SignatureError("registry_founded", path=str(folder))
        if not place.exists():
            files: dict[str, bytes] = {}
            for service in (*BY_ROOT, *BY_ISSUING):
                files |= keys.make(label_of(service)).files
            write_folder(place, files)
        return {
            label_of(service): request_for(office.subject(service), _key(keys, place, service))
            for service in BY_ROOT
        }


def found_below(
    folder: Path,
    keys: KeyPlace,
    certificates: Mapping[str, Certificate],
    root_crl: bytes,
    *,
    at: datetime,
    published_at: str,
) -> None:
    """Found the registry in ``folder`` below a root that is kept elsewhere.

    ``certificates`` are the root's and those that it made, by their labels.

    Raises:
        SignatureError: ``registry_founded``, ``not_requested`` where no keys were made,
            ``certificate_not_asked``, ``list_not_of_root``, ``keystore_unusable``.
    """
    root = certificates.get(ROOT_KEY)
    if root is None:
        raise SignatureError("certificate_not_asked", what="issuer")
    _require_list(root, root_crl)
    office, place = office_of(root), folder / FOUNDING
    with locked(folder):
        if (folder / "pki").exists():
            raise SignatureError("registry_founded", path=str(folder))
        if not place.exists():
            raise SignatureError("not_requested", path=str(folder))
        held = {service: _key(keys, place, service) for service in (*BY_ROOT, *BY_ISSUING)}
        made = {service: certificates.get(label_of(service)) for service in BY_ROOT}
        known = {Service.ROOT: root}
        for service, certificate in made.items():
            known[service] = _checked(certificate, root, office, service, held[service])
        known |= below(office, held, known, BY_ISSUING, at, published_at)
        files = {f"{label_of(service)}.cer": one.der for service, one in known.items()}
        for name, content in {**files, "root.crl": root_crl}.items():
            replace_file(place / name, content)
        move_folder(place, folder / "pki")  # with its keys, of which there never is a second copy


def take_root_list(registry: Registry, crl: bytes) -> None:
    """Take a list that was made where the root is kept.

    Raises:
        SignatureError: ``list_not_of_root``, also for one that is older than the one at hand.
    """
    listed = _require_list(registry.certificate(Service.ROOT), crl)
    known = x509.load_der_x509_crl(registry.root_crl())
    if listed.last_update_utc < known.last_update_utc:
        raise SignatureError("list_not_of_root")
    registry.keep_root_crl(crl)


def _read(request: bytes) -> tuple[Subject, ec.EllipticCurvePublicKey]:
    try:
        asked = x509.load_der_x509_csr(request)
        key, is_right = asked.public_key(), asked.is_signature_valid
        subject = subject_of(asked.subject)
    except Exception as wrong:  # hostile octets make the parser raise anything
        raise SignatureError("request_unusable", reason="not a request") from wrong
    if not (is_right and isinstance(key, ec.EllipticCurvePublicKey) and _is_p256(key)):
        raise SignatureError("request_unusable", reason="its key")
    return subject, key


def _is_p256(key: ec.EllipticCurvePublicKey) -> bool:
    return isinstance(key.curve, ec.SECP256R1)


def _key(keys: KeyPlace, place: Path, service: Service) -> ec.EllipticCurvePrivateKey:
    label = label_of(service)
    key = keys.open(place, label)
    if key is None:
        raise SignatureError("key_missing", service=service.value, key=label)
    return key


def _checked(
    certificate: Certificate | None,
    root: Certificate,
    office: Office,
    service: Service,
    key: ec.EllipticCurvePrivateKey,
) -> Certificate:
    if certificate is None or not issued(certificate.x509, root.x509):
        raise SignatureError("certificate_not_asked", what="issuer")
    if certificate.subject != office.subject(service):
        raise SignatureError("certificate_not_asked", what="subject")
    if certificate.public_key != key.public_key():
        raise SignatureError("certificate_not_asked", what="key")
    return certificate


def _require_list(root: Certificate, crl: bytes) -> x509.CertificateRevocationList:
    try:
        listed = x509.load_der_x509_crl(crl)
        right = signed_list(listed, root.x509)
    except Exception as wrong:  # hostile octets make the parser raise anything
        raise SignatureError("list_not_of_root") from wrong
    if not right:
        raise SignatureError("list_not_of_root")
    return listed
