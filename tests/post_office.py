"""An SMTP server that people's messages go to: in clear, under TLS, and unwilling."""

from __future__ import annotations

import ssl
from asyncio import Server
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import msgspec
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from api.clock import now

HOST = "127.0.0.1"
USER, PASSPHRASE = "fair", "sesame"


class Received(msgspec.Struct, frozen=True):
    """A message as it came in."""

    sender: str
    to: list[str]
    message: EmailMessage
    encrypted: bool


class Box:
    """Where messages come in; ``refuses`` is what the server says to each recipient, if it does."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.refuses = ""

    async def handle_RCPT(  # noqa: N802 - as the server calls it
        self, _: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient, or not."""
        del session, options
        if self.refuses:
            return self.refuses
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - as the server calls it
        self, server: SMTP, _: Session, envelope: Envelope
    ) -> str:
        """Take a message."""
        content = envelope.content
        assert isinstance(content, bytes)
        message: Any = message_from_bytes(content, policy=default)
        assert server.transport is not None
        encrypted = server.transport.get_extra_info("sslcontext") is not None
        self.received.append(
            Received(envelope.mail_from or "", envelope.rcpt_tos, message, encrypted)
        )
        return "250 OK"


class AnyPort(Controller):
    """A server on whichever port is free."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class Certified(msgspec.Struct, frozen=True):
    """A certificate for this machine: for the server, and for who trusts it."""

    server: ssl.SSLContext
    client: ssl.SSLContext


def certified(folder: Path) -> Certified:
    """Make a certificate for the loopback address, valid for an hour."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "post office")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now() - timedelta(minutes=5))
        .not_valid_after(now() + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), False)  # noqa: FBT003
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)  # noqa: FBT003
        .sign(key, SHA256())
    )
    certificate, secret = folder / "post.pem", folder / "post.key"
    certificate.write_bytes(made.public_bytes(Encoding.PEM))
    plain = NoEncryption()
    secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, plain))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate, secret)
    return Certified(server, ssl.create_default_context(cafile=str(certificate)))


def _knows(*arguments: object) -> AuthResult:
    given = arguments[-1]
    assert isinstance(given, LoginPassword)
    right = given == LoginPassword(USER.encode(), PASSPHRASE.encode())
    return AuthResult(success=right, handled=False)


@contextmanager
def post_office(security: str, tls: ssl.SSLContext) -> Iterator[tuple[Box, int]]:
    """Open a post office: ``none``, ``starttls`` (which it insists on, with a login) or ``tls``."""
    box = Box()
    options: dict[str, Any] = {}
    if security == "starttls":
        options = {
            "tls_context": tls,
            "require_starttls": True,
            "authenticator": _knows,
            "auth_required": True,
        }
    controller = AnyPort(box, HOST, 0, ssl_context=tls if security == "tls" else None, **options)
    controller.start()
    try:
        yield box, controller.port
    finally:
        controller.stop()
