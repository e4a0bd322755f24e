"""Giving a service of the registry a new key, step by step, so that nothing is lost in between.

The new key is made and kept; its certificate is made, or comes from where the root is kept; it
waits beside the old one until the ledger has recorded it; then it takes its place. Each step may be
done again: it finds what is there. What the old key signed stays as good as it was.

::

    <label>.key           the new key, as `signing.registry.folder`
    <label>.cer.waiting   its certificate, which is not in use yet
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from signing.errors import SignatureError
from signing.keystore.files import locked, replace_file
from signing.pki.certificate import Certificate
from signing.pki.issue import hash_of
from signing.pki.subject import Subject, name_of
from signing.registry.folder import SIGN_ON
from signing.registry.founding import ISSUED_BY, certified
from signing.registry.office import Service, label_of
from signing.registry.registry import Registry
from signing.trust import issued


def request_of(registry: Registry, service: Service) -> bytes:
    """Return a certificate request (RFC 2986) in DER for the next key, which is made if need be.

    Raises:
        SignatureError: as the place of the keys.
    """
    key = _next_key(registry, service)
    number = _next_number(registry, service)
    return request_for(registry.office.subject(service, number), key)


def request_for(subject: Subject, key: ec.EllipticCurvePrivateKey) -> bytes:
    """Return a certificate request (RFC 2986) in DER.

    Raises:
        SignatureError: ``name_unusable``.
    """
    builder = x509.CertificateSigningRequestBuilder().subject_name(name_of(subject))
    return builder.sign(key, hash_of(key)).public_bytes(serialization.Encoding.DER)


def waiting(registry: Registry, service: Service) -> Certificate | None:
    """Return the certificate that is to take its place next, None if none waits.

    Raises:
        SignatureError: ``keystore_unusable``.
    """
    file = _waiting(registry, service)
    with locked(registry.folder):
        return Certificate(file.read_bytes()) if file.exists() else None


def prepare_rotation(registry: Registry, service: Service, at: datetime) -> Certificate:
    """Return the certificate that is to take its place next, issued ``at`` unless one waits.

    One that waits from an authority of before is issued anew, for the same key.

    Raises:
        SignatureError: ``key_offline`` where the issuer's key is elsewhere: then `request_of` and
            `accept`; ``outlives_issuer``, and as the place of the keys.
    """
    known, (_, by) = waiting(registry, service), ISSUED_BY[service]
    if known is not None and issued(known.x509, registry.certificate(by).x509):
        return known
    above = registry.held(by)[-1].issuer(registry.published_at)
    public, number = _next_key(registry, service).public_key(), _next_number(registry, service)
    certificate = certified(registry.office, service, public, above, at, number)
    _keep(registry, service, certificate)
    return certificate


def accept(registry: Registry, service: Service, certificate: Certificate) -> None:
    """Let a certificate wait that was issued elsewhere, for the key that was made here.

    Raises:
        SignatureError: ``certificate_not_asked`` with ``what`` is another: ``issuer``, ``subject``
            or ``key``; ``certificate_unreadable``.
    """
    _, by = ISSUED_BY[service]
    subject = registry.office.subject(service, _next_number(registry, service))
    above = registry.certificate(by)
    if not issued(certificate.x509, above.x509):
        raise SignatureError("certificate_not_asked", what="issuer")
    if certificate.subject != subject:
        raise SignatureError("certificate_not_asked", what="subject")
    if certificate.public_key != _next_key(registry, service).public_key():
        raise SignatureError("certificate_not_asked", what="key")
    _keep(registry, service, certificate)


def carry_out(registry: Registry, service: Service, sha256: str, at: datetime) -> None:
    """Put the waiting certificate ``sha256`` in its place, if it is not there already.

    The keys that it and others before replaced are destroyed, unless they have to say what they
    revoked. A new issuing authority gets a responder of its own. What died on the way is finished
    by asking again.

    Raises:
        SignatureError: ``rotation_not_prepared``, and as the place of the keys.
    """
    if registry.certificate(service).sha256 != sha256:
        _put_in_place(registry, service, sha256)
    _clear_away(registry, service)
    if service is Service.ISSUING:
        _give_responder(registry, at)


def _put_in_place(registry: Registry, service: Service, sha256: str) -> None:
    certificate = waiting(registry, service)
    if certificate is None or certificate.sha256 != sha256:
        raise SignatureError("rotation_not_prepared", service=service.value)
    file = _waiting(registry, service)
    with locked(registry.folder):
        replace_file(file.with_suffix(""), certificate.der)


def _clear_away(registry: Registry, service: Service) -> None:
    """Remove what waited, and the keys that sign no more; nothing, where that is done."""
    pki, (*replaced, newest) = registry.folder / "pki", registry.held(service)
    with locked(registry.folder):
        (pki / f"{newest.label}.cer.waiting").unlink(missing_ok=True)
        for old in () if service in SIGN_ON else replaced:
            registry.keys.destroy(pki, old.label)


def _give_responder(registry: Registry, at: datetime) -> None:
    authority = registry.certificate(Service.ISSUING)
    if registry.issuer_of(registry.certificate(Service.ISSUING_STATUS)) != authority:
        responder = prepare_rotation(registry, Service.ISSUING_STATUS, at)
        _put_in_place(registry, Service.ISSUING_STATUS, responder.sha256)
    _clear_away(registry, Service.ISSUING_STATUS)


def _keep(registry: Registry, service: Service, certificate: Certificate) -> None:
    with locked(registry.folder):
        replace_file(_waiting(registry, service), certificate.der)


def _next_key(registry: Registry, service: Service) -> ec.EllipticCurvePrivateKey:
    pki, label = registry.folder / "pki", label_of(service, _next_number(registry, service))
    with locked(registry.folder):
        known = registry.keys.open(pki, label)
        if known is not None:
            return known
        made = registry.keys.make(label)
        for name, content in made.files.items():
            replace_file(pki / name, content)
        return made.key


def _next_number(registry: Registry, service: Service) -> int:
    return len(registry.held(service)) + 1


def _waiting(registry: Registry, service: Service) -> Path:
    label = label_of(service, _next_number(registry, service))
    return registry.folder / "pki" / f"{label}.cer.waiting"
