"""A time-stamping authority of somebody else: its certificates, and OpenSSL that stamps for it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from msgspec.structs import replace
from tools import need

from signing.anchors import Anchors, anchors_in
from signing.cms.identity import Identity, SoftwareKey
from signing.pki import profile
from signing.pki.issue import Issuer, Order, issue, self_signed
from signing.pki.profile import Profile
from signing.pki.revocation import revocation_list
from signing.pki.subject import Subject
from signing.timestamp.asking import ANSWER

POLICY: Final = "1.3.6.1.4.1.99999.1"
CONFIG: Final = """
[tsa]
default_tsa = here
[here]
serial = ./serial
signer_cert = ./unit.pem
certs = ./between.pem
signer_key = ./unit.key
signer_digest = sha256
default_policy = {policy}
other_policies = 1.3.6.1.4.1.99999.2
digests = sha256
ess_cert_id_chain = no
ess_cert_id_alg = sha256
accuracy = secs:1
"""


def _subject(name: str) -> Subject:
    return Subject(country="PL", organisation="Time & Co.", identifier="NTRPL-1", common_name=name)


class Authority:
    """A root, an authority between, and a unit; OpenSSL stamps in ``folder``."""

    def __init__(
        self, folder: Path, at: datetime, unit: Profile = profile.TIME_STAMPING, *, bits: int = 0
    ) -> None:
        root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        self.unit_key = (
            rsa.generate_private_key(65537, bits)
            if bits
            else ec.generate_private_key(ec.SECP256R1())
        )
        order = Order(
            profile=profile.ROOT, subject=_subject("Root"), public_key=root_key.public_key(), at=at
        )
        self.root = Issuer("root", self_signed(order, root_key), root_key)
        between = replace(
            order, profile=profile.ISSUING, subject=_subject("Below"), public_key=key.public_key()
        )
        self.between = Issuer("between", issue(between, self.root), key)
        lasting = replace(unit, lifetime=profile.YEAR)
        of_unit = replace(
            order, profile=lasting, subject=_subject("Unit"), public_key=self.unit_key.public_key()
        )
        self.unit = issue(of_unit, self.between)
        self.folder = folder
        self.at = at
        self._write()

    @property
    def identity(self) -> Identity:
        """The unit, to be used by ours in the place of OpenSSL."""
        return Identity(self.unit, (self.between.certificate,), SoftwareKey(self.unit_key))

    @property
    def pem(self) -> bytes:
        """Whom to trust, with the lists of both authorities."""
        lists = [
            x509.load_der_x509_crl(revocation_list(one, (), self.at, timedelta(days=30)))
            for one in (self.root, self.between)
        ]
        certificates = (self.root.certificate, self.between.certificate)
        told = [*(one.pem().encode() for one in certificates)]
        return b"".join([*told, *(one.public_bytes(Encoding.PEM) for one in lists)])

    @property
    def anchors(self) -> Anchors:
        """The same, read."""
        return anchors_in(self.pem)

    def answer(self, question: bytes) -> bytes:
        """Return what OpenSSL answers."""
        (self.folder / "question.tsq").write_bytes(question)
        asked = ("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "question.tsq")
        subprocess.run(
            [need("openssl"), *asked, "-out", "answer.tsr"],
            cwd=self.folder,
            check=True,
            capture_output=True,
        )
        return (self.folder / "answer.tsr").read_bytes()

    def _write(self) -> None:
        key = self.unit_key.private_bytes(
            Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        written = {
            "tsa.cnf": CONFIG.format(policy=POLICY).encode(),
            "serial": b"01\n",
            "unit.pem": self.unit.pem().encode(),
            "between.pem": self.between.certificate.pem().encode(),
            "unit.key": key,
        }
        for name, content in written.items():
            (self.folder / name).write_bytes(content)


class Behaviour:
    """How the server answers; tests change it."""

    status: int = 200
    kind: str = ANSWER
    body: bytes | None = None


@contextmanager
def served(authority: Authority) -> Iterator[tuple[str, Behaviour]]:
    """Serve an authority over HTTP, on a port of this machine; yield its address."""
    behaviour = Behaviour()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["content-length"]))
            body = authority.answer(asked) if behaviour.body is None else behaviour.body
            self.send_response(behaviour.status)
            self.send_header("content-type", behaviour.kind)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:  # type: ignore[override] # says nothing
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", behaviour
        finally:
            server.shutdown()
