"""Where a registry's keys and certificates lie: one folder, made once.

::

    <folder>/lock
    <folder>/pki/<label>.cer   a certificate, DER: ``seal``, and after a rotation ``seal-2``
    <folder>/pki/<label>.key   the private key in an envelope (`signing.keystore.envelope`)
    <folder>/pki/root.crl      the root's list of revoked certificates, DER
    <folder>/revoked.json      what was revoked, as the ledger said last
    <folder>/detached.key      the key of `signing.registry.detaching`, in an envelope

Where the keys are on a token, there are no files of them but ``root.key`` and ``detached.key``.
``root.key`` is needed to found the registry, to replace what the root certifies, and to renew
``root.crl``, for nothing else. A real fair keeps it elsewhere from the beginning
(`signing.registry.ceremony`), or moves that one file to a medium that is kept in a safe.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import count, takewhile
from pathlib import Path

import msgspec

from signing.errors import SignatureError
from signing.keystore.files import locked, replace_file, write_folder
from signing.pki.certificate import Certificate
from signing.pki.issue import Issuer
from signing.pki.profile import YEAR
from signing.pki.revocation import Revocation, revocation_list
from signing.registry.founding import found
from signing.registry.held import Held
from signing.registry.office import Office, Service, label_of
from signing.registry.places import KeyPlace

ROOT_CRL_VALID_FOR = 3 * YEAR
"""Long, for those who check a paper without a network; a new list replaces it at once."""
SIGN_ON = frozenset({Service.ISSUING, Service.ISSUING_STATUS})
"""Services whose old keys go on saying what was revoked, when a new key has taken their place."""

REVOKED = "revoked.json"

Services = dict[Service, tuple[Held, ...]]
"""What a registry has for each service: its keys from the first to the one in use."""


def open_folder(
    folder: Path, keys: KeyPlace, office: Office, at: datetime, published_at: str
) -> Services:
    """Return the services of the registry in ``folder``, founding it ``at`` if there is none.

    Of several processes that open an empty folder at once, one founds.

    Raises:
        SignatureError: ``kek_unusable``, ``keystore_unusable``, ``name_unusable``,
            ``key_not_opened``, ``key_of_another`` when a key is not that of its certificate,
            ``key_missing``, ``registry_of_another`` when the folder is another office's, and as
            the token.
    """
    pki = folder / "pki"
    with locked(folder):
        if not pki.is_dir():
            write_folder(pki, _founded(keys, office, at, published_at))
        return read_services(pki, keys, office)


def read_services(pki: Path, keys: KeyPlace, office: Office) -> Services:
    """Return the services as the folder has them. MUST be called under the lock of its store.

    Raises:
        SignatureError: as `open_folder`.
    """
    services = {service: tuple(_held(pki, service, keys, office)) for service in Service}
    for service, held in services.items():
        _require_keys(service, held)
    return services


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


def read_revoked(folder: Path) -> tuple[Revocation, ...]:
    """Return what the ledger said last to be revoked; nothing, if it never said anything.

    Raises:
        SignatureError: ``keystore_unusable``.
    """
    file = folder / REVOKED
    with locked(folder):
        known = file.read_bytes() if file.exists() else b"[]"
    try:
        return msgspec.json.decode(known, type=tuple[Revocation, ...])
    except msgspec.MsgspecError as wrong:
        raise SignatureError("keystore_unusable", path=str(file), reason=str(wrong)) from wrong


def replace_revoked(folder: Path, revoked: tuple[Revocation, ...]) -> None:
    """Keep what the ledger says to be revoked, for who verifies here without it.

    Raises:
        SignatureError: ``keystore_unusable``.
    """
    with locked(folder):
        replace_file(folder / REVOKED, msgspec.json.encode(revoked))


def _founded(keys: KeyPlace, office: Office, at: datetime, published_at: str) -> dict[str, bytes]:
    made = {service: keys.make(label_of(service)) for service in Service}
    held = {service: one.key for service, one in made.items()}
    certificates = found(office, held, at, published_at)
    root = Issuer(label_of(Service.ROOT), certificates[Service.ROOT], held[Service.ROOT])
    files = {"root.crl": revocation_list(root, (), at, ROOT_CRL_VALID_FOR)}
    for service, certificate in certificates.items():
        files |= {f"{label_of(service)}.cer": certificate.der, **made[service].files}
    return files


def _held(pki: Path, service: Service, keys: KeyPlace, office: Office) -> Iterator[Held]:
    numbers = list(takewhile(lambda n: n == 1 or _certificate(pki, service, n).exists(), count(1)))
    for number in numbers:
        certificate = Certificate(_certificate(pki, service, number).read_bytes())
        if certificate.subject != office.subject(service, number):
            other = certificate.subject.organisation
            raise SignatureError("registry_of_another", organisation=other)
        label = label_of(service, number)
        in_use = number == numbers[-1] or service in SIGN_ON
        yield Held(certificate, keys.open(pki, label) if in_use else None, label)


def _certificate(pki: Path, service: Service, number: int) -> Path:
    return pki / f"{label_of(service, number)}.cer"


def _require_keys(service: Service, held: tuple[Held, ...]) -> None:
    if held[-1].key is None and service is not Service.ROOT:
        raise SignatureError("key_missing", service=service.value, key=held[-1].label)
    for one in held:
        if one.key is not None and one.key.public_key() != one.certificate.public_key:
            raise SignatureError("key_of_another", service=service.value)
