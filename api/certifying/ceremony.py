"""The key ceremony, as files go back and forth between the root's machine and the registry's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

import msgspec

from api.authority import AuthorityKeys
from api.certifying.revocations import read_certificate
from api.cli.files import content_of
from api.home import Home
from api.papers import make_folder, write
from api.refusals import ApiError
from api.settings import Settings
from ledger.keys.kek import made_kek, read_kek
from signing.pki.revocation import Revocation
from signing.registry.ceremony import (
    answer_request,
    found_below,
    make_root,
    open_root,
    renew_root_list,
    requests_to_found,
    take_root_list,
)
from signing.registry.office import Office

Told: TypeAlias = tuple[dict[str, str], str]
"""What was done, for programs and for people."""


class RootMachine:
    """Where the root is: a folder on a medium, and its key-encryption key on another."""

    def __init__(self, folder: Path, kek: Path, at: datetime) -> None:
        self._folder = folder
        self._kek = kek
        self._at = at

    def made(self, office: Office) -> Iterator[Told]:
        """Make a root.

        Raises:
            LedgerError: as the key-encryption key.
            SignatureError: ``root_exists``, ``name_unusable``, ``keystore_unusable``.
        """
        sha256 = make_root(self._folder, made_kek(self._kek), office, self._at).sha256
        yield {"sha256": sha256}, f"The root is made. SHA-256 of its certificate: {sha256}"

    def certified(self, requests: Path, published_at: str) -> Iterator[Told]:
        """Answer each request in a folder with a certificate beside it.

        Raises:
            ApiError: ``no_requests``, ``file_unwritable``.
            SignatureError: ``request_unusable``, and as the root.
        """
        root = open_root(self._folder, read_kek(self._kek), published_at)
        files = sorted(requests.glob("*.csr"))
        if not files:
            raise ApiError("no_requests", path=str(requests))
        for file in files:
            label, certificate = answer_request(root, content_of(file), self._at)
            write(requests / f"{label}.cer", certificate.der)
            yield _file(requests / f"{label}.cer")
        for name in ("root.cer", "root.crl"):
            write(requests / name, content_of(self._folder / name))
            yield _file(requests / name)

    def listed(self, revoked: Path | None) -> Iterator[Told]:
        """Make the root's list anew, of what the registry says to be revoked.

        Raises:
            ApiError: ``revoked_malformed``.
            SignatureError: as the root.
        """
        listed = () if revoked is None else _revoked(content_of(revoked))
        renew_root_list(self._folder, read_kek(self._kek), listed, self._at)
        yield _file(self._folder / "root.crl")


class RegistryMachine:
    """Where the registry is to be founded below that root, or was."""

    def __init__(self, settings: Settings, at: datetime) -> None:
        self._settings = settings
        self._keys = AuthorityKeys.of(settings)
        self._at = at

    def requested(self, folder: Path, office: Office) -> Iterator[Told]:
        """Make the registry's keys, and write the requests for their certificates.

        Raises:
            ApiError: ``folder_unusable``, ``file_unwritable``.
            SignatureError: ``registry_founded``, and as the place of the keys.
        """
        home = Home.of(self._settings)
        make_folder(folder)
        identity = home.founded_identity(lambda: office)
        registry, keys = home.place_of_keys(identity.office, made=True)
        for label, request in requests_to_found(registry, keys, identity.office).items():
            write(folder / f"{label}.csr", request)
            yield _file(folder / f"{label}.csr")

    def founded(self, folder: Path) -> Iterator[Told]:
        """Found the registry with the certificates that came back.

        Raises:
            ApiError: ``not_installed``, ``certificate_malformed``.
            SignatureError: ``registry_founded``, ``not_requested``, ``certificate_not_asked``,
                ``list_not_of_root``.
        """
        home = Home.of(self._settings)
        identity = home.known_identity()
        if identity is None:
            raise ApiError("not_installed", path=str(self._settings.data_directory))
        certificates = {
            file.stem: read_certificate(content_of(file)) for file in sorted(folder.glob("*.cer"))
        }
        registry, keys = home.place_of_keys(identity.office, made=False)
        found_below(
            registry,
            keys,
            certificates,
            content_of(folder / "root.crl"),
            at=self._at,
            published_at=self._settings.pki_url,
        )
        name = identity.office.organisation
        yield {"founded": name}, f"The registry of {name} is founded."

    def took(self, file: Path) -> Iterator[Told]:
        """Take a list that was made where the root is.

        Raises:
            ApiError: ``not_installed``.
            SignatureError: ``list_not_of_root``.
        """
        home = Home.of(self._settings)
        identity = home.known_identity()
        if identity is None:
            raise ApiError("not_installed", path=str(self._settings.data_directory))
        take_root_list(home.authority(identity.office, self._at), content_of(file))
        yield {"taken": str(file)}, f"The root's list is taken: {file}"


def _revoked(content: bytes) -> tuple[Revocation, ...]:
    try:
        return msgspec.json.decode(content, type=tuple[Revocation, ...])
    except msgspec.MsgspecError as wrong:
        raise ApiError("revoked_malformed", reason=str(wrong)) from wrong


def _file(path: Path) -> Told:
    return {"file": str(path)}, str(path)
