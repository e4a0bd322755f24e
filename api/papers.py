"""What is handed out, as files: papers, and what a verifier elsewhere needs of this registry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from aggregates.deal.state import Deal, Instrument
from api.refusals import ApiError
from signing.pki.revocation import Revocation
from signing.registry.office import Service
from signing.registry.registry import Registry
from signing.registry.trust import lasting_trust, trust_policy
from signing.trust import TrustPolicy, trust_bytes


def write_trust(
    folder: Path, authority: Registry, revoked: Iterable[Revocation], at: datetime
) -> TrustPolicy:
    """Write the public certificates and the trust policy; return that.

    ``root.pem``, ``issuing.pem`` and ``time-stamping.pem`` are for readers of other makers,
    ``trust.json`` is for ``counterseal verify --policy`` and holds the lists of what is revoked.

    Raises:
        ApiError: ``file_unwritable``.
    """
    for service in (Service.ROOT, Service.ISSUING, Service.TIME_STAMPING):
        pem = authority.certificate(service).pem()
        write(folder / f"{service.value}.pem", pem.encode("ascii"))
    policy = trust_policy(authority, revoked, at)
    write(folder / "trust.json", trust_bytes(policy))
    return policy


def write_lasting_trust(folder: Path, authority: Registry, at: datetime) -> Sequence[Path]:
    """Write what archived papers are verified by for years; return the files.

    ``trust.json`` has no list that is soon old, ``root.pem`` and ``root.crl`` (DER) are the root
    and what it has revoked.

    Raises:
        ApiError: ``file_unwritable``.
        SignatureError: ``keystore_unusable``.
    """
    files = {
        folder / "trust.json": trust_bytes(lasting_trust(authority, at)),
        folder / "root.pem": authority.certificate(Service.ROOT).pem().encode("ascii"),
        folder / "root.crl": authority.root_crl(),
    }
    for file, content in files.items():
        write(file, content)
    return tuple(files)


def paper_name(deal: Deal, instrument: Instrument) -> str:
    """Return the file name of an instrument's PDF: ``amendment.pdf``, and ``amendment-2.pdf``."""
    alike = [one.id for one in deal.instruments.values() if one.kind is instrument.kind]
    number = alike.index(instrument.id) + 1
    counted = "" if number == 1 else f"-{number}"
    return f"{instrument.kind.value.replace('_', '-')}{counted}.pdf"


def make_folder(folder: Path) -> None:
    """Make a folder, unless it is there.

    Raises:
        ApiError: ``folder_unusable``.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise ApiError("folder_unusable", path=str(folder), reason=wrong.strerror) from wrong


def write(file: Path, content: bytes) -> None:
    """Write a file, whatever was there before.

    Raises:
        ApiError: ``file_unwritable``.
    """
    try:
        file.write_bytes(content)
    except OSError as wrong:
        raise ApiError("file_unwritable", path=str(file), reason=wrong.strerror) from wrong
