"""Where a registry's keys and certificates lie: one folder, made once.

::

    <folder>/lock
    <folder>/pki/<service>.cer   the certificate, DER
    <folder>/pki/<service>.key   the private key in an envelope (`signing.keystore.envelope`)
    <folder>/pki/root.crl        the root's list of revoked certificates, DER

``root.key`` is needed to found the registry and to renew ``root.crl``, for nothing else. A real
fair moves that one file to a medium that is kept in a safe, and brings it back for a renewal.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from signing.errors import SignatureError
from signing.keystore.envelope import seal, unseal
from signing.keystore.files import locked, replace_file, write_folder
from signing.pki.certificate import Certificate
from signing.pki.issue import Issuer
from signing.pki.profile import YEAR
from signing.pki.revocation import revocation_list
from signing.registry.founding import Founded, Held, found
from signing.registry.office import Office, Service

ROOT_CRL_VALID_FOR = 3 * YEAR
"""Long, for those who check a paper without a network; a new list replaces it at once."""


def open_folder(
    folder: Path, kek: bytes, office: Office, at: datetime, published_at: str
) -> dict[Service, Held]:
    """Return the services of the registry in ``folder``, founding it ``at`` if there is none.

    Of several processes that open an empty folder at once, one founds.

    Raises:
        SignatureError: ``kek_unusable``, ``keystore_unusable``, ``name_unusable``,
            ``key_not_opened``, ``key_of_another`` when a key is not that of its certificate, or
            ``registry_of_another`` when the folder is another office's.
    """
    pki = folder / "pki"
    with locked(folder):
        if not pki.is_dir():
            write_folder(pki, _files(found(office, at, published_at), kek, office, at))
        return {service: _load(pki, service, kek, office) for service in Service}


def read_root_crl(folder: Path) -> bytes:
    """Return the root's list of revoked certificates as it was last made.

    Raises:
        SignatureError: ``keystore_unusable``.
    """
    with locked(folder):
        return (folder / "pki" / "root.crl").read_bytes()


def replace_root_crl(folder: Path, crl: bytes) -> None:
    """Keep a new list of the root's revoked certificates.

    Raises:
        SignatureError: ``keystore_unusable``.
    """
    with locked(folder):
        replace_file(folder / "pki" / "root.crl", crl)


def _files(
    founded: dict[Service, Founded], kek: bytes, office: Office, at: datetime
) -> dict[str, bytes]:
    root = founded[Service.ROOT]
    issuer = Issuer(Service.ROOT.value, root.certificate, root.key)
    files = {"root.crl": revocation_list(issuer, (), at, ROOT_CRL_VALID_FOR)}
    for service, made in founded.items():
        name = service.value
        files[f"{name}.cer"] = made.certificate.der
        files[f"{name}.key"] = seal(kek, office.identifier, name, _pkcs8(made.key))
    return files


def _load(pki: Path, service: Service, kek: bytes, office: Office) -> Held:
    certificate = Certificate((pki / f"{service.value}.cer").read_bytes())
    if certificate.subject != office.subject(service):
        raise SignatureError("registry_of_another", organisation=certificate.subject.organisation)
    file = pki / f"{service.value}.key"
    if service is Service.ROOT and not file.exists():
        return Held(certificate, None)
    secret = unseal(kek, office.identifier, service.value, file.read_bytes())
    key = serialization.load_der_private_key(secret, None)
    if (
        not isinstance(key, ec.EllipticCurvePrivateKey)
        or key.public_key() != certificate.public_key
    ):
        raise SignatureError("key_of_another", service=service.value)
    return Held(certificate, key)


def _pkcs8(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
