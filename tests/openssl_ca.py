"""A certification authority that OpenSSL runs: a root, an issuing authority, and what it issues."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tools import need

PASSWORD: Final = "a password"  # noqa: S105 - of files that a test makes
SEAL: Final = (
    "basicConstraints=CA:FALSE",
    "keyUsage=critical,nonRepudiation",
    "extendedKeyUsage=1.3.6.1.5.5.7.3.36,emailProtection",
    "crlDistributionPoints=URI:http://ca.example.org/issuing.crl",
)
"""What a seal for documents states: RFC 9336, and what NSS asks of who signs messages. Without the
last line, where the list of its authority is, pdfsig calls it an unknown issue."""
_AUTHORITY: Final = ("basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign,cRLSign")
_DATABASE: Final = """[ca]
default_ca=own
[own]
database={folder}/{name}.index
default_md=sha256
default_crl_days=30
"""


class OpensslCa:
    """Keys, certificates and lists as files in a folder; P-256, or what ``key`` says."""

    def __init__(
        self, folder: Path, key: Sequence[str] = ("EC", "ec_paramgen_curve:P-256")
    ) -> None:
        self.folder = folder
        self._key = key
        self.issued("root", "/C=SE/O=Skogstjarn Trust AB/CN=Root", _AUTHORITY, by="root")
        self.issued("issuing", "/C=SE/O=Skogstjarn Trust AB/CN=Issuing", _AUTHORITY, by="root")

    def issued(
        self, name: str, subject: str, extensions: Sequence[str], *, by: str = "issuing"
    ) -> Path:
        """Return the certificate of the key of that name, which is made if there is none yet."""
        file, request = self.folder / f"{name}.pem", self.folder / f"{name}.csr"
        told = self.folder / f"{name}.ext"
        told.write_text("\n".join(extensions), "ascii")
        key = self._key_of(name)
        if not key.exists():
            algorithm, option = self._key
            self._run("genpkey", "-algorithm", algorithm, "-pkeyopt", option, "-out", key)
        self._run("req", "-new", "-key", key, "-utf8", "-subj", subject, "-out", request)
        signer = (
            ("-signkey", self._key_of(name))
            if by == name
            else ("-CA", self.folder / f"{by}.pem", "-CAkey", self._key_of(by), "-CAcreateserial")
        )
        years = 20 if extensions is _AUTHORITY else 3
        days = ("-days", str(365 * years), "-sha256", "-extfile", told)
        self._run("x509", "-req", "-in", request, *signer, *days, "-out", file)
        return file

    def list_of(self, name: str) -> bytes:
        """Return the list of what an authority has revoked, which is nothing, in PEM."""
        (self.folder / f"{name}.index").touch()
        config, file = self.folder / f"{name}.cnf", self.folder / f"{name}.crl"
        config.write_text(_DATABASE.format(folder=self.folder, name=name), "ascii")
        signer = ("-cert", self.folder / f"{name}.pem", "-keyfile", self._key_of(name))
        self._run("ca", "-gencrl", "-config", config, *signer, "-out", file)
        return file.read_bytes()

    def key_file(self, name: str) -> bytes:
        """Return a key and its certificate as PKCS #12."""
        pair = ("-inkey", self._key_of(name), "-in", self.folder / f"{name}.pem")
        file = self.folder / f"{name}.p12"
        self._run("pkcs12", "-export", *pair, "-passout", f"pass:{PASSWORD}", "-out", file)
        return file.read_bytes()

    def on_token(self, name: str, module: Path, token: str, pin: str) -> None:
        """Put a key on a token of SoftHSM, under its name."""
        place = ("--module", module, "--token", token, "--pin", pin)
        told = (*("--import", self._key_of(name)), "--label", name, "--id", name.encode().hex())
        subprocess.run([need("softhsm2-util"), *told, *place], check=True, capture_output=True)

    def trusted(self, *names: str) -> bytes:
        """Return certificates and both lists, as one file in PEM."""
        certificates = b"".join((self.folder / f"{n}.pem").read_bytes() for n in names)
        return certificates + self.list_of("root") + self.list_of("issuing")

    def _key_of(self, name: str) -> Path:
        return self.folder / f"{name}.key"

    def _run(self, *arguments: str | Path) -> None:
        subprocess.run([need("openssl"), *arguments], check=True, capture_output=True)
