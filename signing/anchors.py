"""Whom to trust besides the registry: roots of others, who stands below them, and their lists."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from signing.errors import SignatureError
from signing.pki.certificate import Certificate
from signing.trust import issued

_BLOCK: Final = re.compile(rb"-----BEGIN (CERTIFICATE|X509 CRL)-----.*?-----END \1-----", re.DOTALL)


class Anchors(msgspec.Struct, frozen=True, kw_only=True):
    """What a verifier must trust of others: their roots, who stands below, and lists (DER)."""

    roots: tuple[Certificate, ...] = ()
    issuers: tuple[Certificate, ...] = ()
    lists: tuple[bytes, ...] = ()


def anchors_in(pem: bytes) -> Anchors:
    """Return what a file of certificates and lists in PEM says whom to trust.

    A certificate that is signed by itself is a root; every other stands below one.

    Raises:
        SignatureError: ``anchors_unreadable``.
    """
    try:
        blocks = [(match[1], match[0]) for match in _BLOCK.finditer(pem)]
        certificates = [
            Certificate(x509.load_pem_x509_certificate(block).public_bytes(Encoding.DER))
            for kind, block in blocks
            if kind == b"CERTIFICATE"
        ]
        lists = [
            x509.load_pem_x509_crl(block).public_bytes(Encoding.DER)
            for kind, block in blocks
            if kind == b"X509 CRL"
        ]
        roots = [one for one in certificates if issued(one.x509, one.x509)]
    except (ValueError, SignatureError) as wrong:
        raise SignatureError("anchors_unreadable", reason=str(wrong)) from wrong
    if not roots:
        raise SignatureError("anchors_unreadable", reason="no root")
    below = tuple(one for one in certificates if one not in roots)
    return Anchors(roots=tuple(roots), issuers=below, lists=tuple(lists))


class AnchorsFile:
    """Certificates and lists in a PEM file, read anew when it changed: whoever keeps it may."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: tuple[int, Anchors] | None = None

    def __call__(self) -> Anchors:
        """Return what the file says.

        Raises:
            SignatureError: ``anchors_unreadable``.
        """
        try:
            changed = self._path.stat().st_mtime_ns
            if self._read is None or self._read[0] != changed:
                self._read = changed, anchors_in(self._path.read_bytes())
        except OSError as wrong:
            reason = f"{self._path}: {wrong.strerror}"
            raise SignatureError("anchors_unreadable", reason=reason) from wrong
        return self._read[1]

    def authorities(self) -> Anchors:
        """Return the same without whoever may issue nothing: the units of a chain as it is sent.

        Raises:
            SignatureError: ``anchors_unreadable``.
        """
        found = self()
        return Anchors(
            roots=tuple(one for one in found.roots if one.is_authority),
            issuers=tuple(one for one in found.issuers if one.is_authority),
            lists=found.lists,
        )
