"""What readers made by others say of our PDFs: pdfsig, OpenSSL, MuPDF and qpdf.

Each answers for one thing and none for all: pdfsig (NSS) for digests and trust, OpenSSL for the
messages and tokens, mutool for digests (it can not be given a root), qpdf for the file.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from asn1crypto import cms
from tools import need

BYTE_RANGE = re.compile(rb"/ByteRange ?\[0 (\d+) (\d+) (\d+)\]")
BLOCK = re.compile(r"^Signature #\d+:$", re.MULTILINE)
LINE = re.compile(r"^ *- ([A-Za-z ]+): (.*)$", re.MULTILINE)


class Embedded(NamedTuple):
    """A signature as it stands in a PDF: its message in DER, and the octets it is over."""

    message: bytes
    signed: bytes

    @property
    def value(self) -> bytes:
        """The signature value."""
        return bytes(self._signer()["signature"])

    @property
    def token(self) -> bytes:
        """The time-stamp token among the unsigned attributes."""
        (attribute,) = self._signer()["unsigned_attrs"]
        token: bytes = attribute["values"][0].dump()
        return token

    def _signer(self) -> cms.SignerInfo:
        (signer,) = cms.ContentInfo.load(self.message)["content"]["signer_infos"]
        return signer


def embedded(pdf: bytes) -> Iterator[Embedded]:
    """Yield each signature of ``pdf``, in the order of the file."""
    for found in BYTE_RANGE.finditer(pdf):
        first, second, size = map(int, found.groups())
        padded = bytes.fromhex(pdf[first + 1 : second - 1].decode("ascii"))
        octets = 4 + int.from_bytes(padded[2:4], "big")
        assert padded[:2] == b"\x30\x82"
        yield Embedded(padded[:octets], pdf[:first] + pdf[second : second + size])


TRUSTED = ("Signature is Valid.", "Certificate is Trusted.")
"""What pdfsig says of a field when all is well."""
NOT_JUDGED = ("Signature has not yet been verified.", "not judged")
"""What it says of a time-stamp over the whole file, a kind that it does not know."""


def pdfsig(pdf: bytes, root_pem: str, folder: Path) -> dict[str, tuple[str, str]]:
    """Return field -> what pdfsig says of the signature and of the certificate."""
    program, database = need("pdfsig"), _nss(root_pem, folder)
    file = _written(folder / "pdfsig.pdf", pdf)
    told = _run(program, "-no-ocsp", "-nssdir", str(database), str(file)).stdout
    lines = [dict(LINE.findall(block)) for block in BLOCK.split(told)[1:]]
    return {
        said["Signature Field Name"]: (
            said["Signature Validation"],
            said.get("Certificate Validation", "not judged"),
        )
        for said in lines
        if "Signature Validation" in said
    }


def openssl_cms(
    signature: Embedded, root_pem: str, folder: Path, at: datetime | None = None
) -> bool:
    """Return whether OpenSSL accepts the message, with its signing-certificate attribute.

    Certificates must be valid ``at``, or now.
    """
    when = [] if at is None else ["-attime", str(int(at.timestamp()))]
    files = (
        *("-in", str(_written(folder / "message.der", signature.message))),
        *("-content", str(_written(folder / "signed.bin", signature.signed))),
        *("-CAfile", str(_written(folder / "root.pem", root_pem.encode()))),
    )
    how = ("-verify", "-cades", "-inform", "DER", "-binary", "-out", "/dev/null")
    return _run(need("openssl"), "cms", *how, *when, *files).returncode == 0


def openssl_ts(token: bytes, stamped: bytes, root_pem: str, folder: Path) -> bool:
    """Return whether OpenSSL accepts a time-stamp token over ``stamped``."""
    files = (
        *("-in", str(_written(folder / "token.der", token))),
        *("-data", str(_written(folder / "stamped.bin", stamped))),
        *("-CAfile", str(_written(folder / "root.pem", root_pem.encode()))),
    )
    return _run(need("openssl"), "ts", "-verify", "-token_in", *files).returncode == 0


def openssl_verify(certificate: bytes, others: dict[str, str], folder: Path) -> str:
    """Return what OpenSSL says of a certificate in DER; ``others`` are options to PEM texts."""
    options = ["-crl_check_all", "-x509_strict", "-purpose", "any"]
    for option, text in others.items():
        options += [option, str(_written(folder / f"{option.strip('-')}.pem", text.encode()))]
    file = _written(folder / "leaf.der", certificate)
    done = _run(need("openssl"), "verify", *options, str(file))
    return done.stdout + done.stderr


def mutool(pdf: bytes, folder: Path) -> str:
    """Return what MuPDF says of the signatures."""
    return _run(need("mutool"), "sign", "-v", str(_written(folder / "mutool.pdf", pdf))).stdout


def qpdf(pdf: bytes, folder: Path) -> subprocess.CompletedProcess[str]:
    """Return what qpdf says of the file: code 0 when nothing is wrong with it."""
    return _run(need("qpdf"), "--check", str(_written(folder / "qpdf.pdf", pdf)))


def _nss(root_pem: str, folder: Path) -> Path:
    certutil, database = need("certutil"), folder / "nss"
    if not database.exists():
        database.mkdir()
        root = _written(folder / "root.pem", root_pem.encode())
        name = f"sql:{database}"
        _run(certutil, "-N", "-d", name, "--empty-password").check_returncode()
        added = _run(
            *(certutil, "-A", "-d", name, "-n", "root", "-t", "C,C,C", "-a", "-i", str(root))
        )
        added.check_returncode()
    return database


def _written(file: Path, data: bytes) -> Path:
    file.write_bytes(data)
    return file


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, capture_output=True, check=False, encoding="utf-8", errors="replace", timeout=60
    )
