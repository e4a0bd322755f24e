"""A passkey in software: what a device and a browser do together, honestly or not.

Source: W3C Web Authentication Level 3, sections 6.1 (authenticator data), 6.5 (attestation).
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import encode_cbor

PRESENT = 0x01
VERIFIED = 0x04
ATTESTED = 0x40


def encoded(raw: bytes) -> str:
    """Return bytes as browsers write them."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


class Authenticator:
    """One key pair, on a device that is used at ``origin``."""

    def __init__(self, origin: str, host: str) -> None:
        self.origin, self.host = origin, host
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.credential = secrets.token_bytes(32)
        self.handle = b""
        self.count = 0
        self.recognises = True
        self.framed = False

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer ``navigator.credentials.create()``."""
        self.handle = base64.urlsafe_b64decode(options["user"]["id"] + "==")
        about = bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + self._cose()
        statement = {"fmt": "none", "attStmt": {}, "authData": self._data(ATTESTED) + about}
        return self._sent(
            {
                "clientDataJSON": encoded(self._client("webauthn.create", options)),
                "attestationObject": encoded(encode_cbor(statement)),
            }
        )

    def get(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer ``navigator.credentials.get()``."""
        self.count += 1
        data, client = self._data(), self._client("webauthn.get", options)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._sent(
            {
                "clientDataJSON": encoded(client),
                "authenticatorData": encoded(data),
                "signature": encoded(signature),
                "userHandle": encoded(self.handle),
            }
        )

    def _sent(self, response: dict[str, str]) -> dict[str, Any]:
        identifier = encoded(self.credential)
        return {
            "id": identifier,
            "rawId": identifier,
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {},
        }

    def _data(self, flags: int = 0) -> bytes:
        flags |= PRESENT | (VERIFIED if self.recognises else 0)
        host = hashlib.sha256(self.host.encode()).digest()
        return host + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        return json.dumps(
            {
                "type": kind,
                "challenge": options["challenge"],
                "origin": self.origin,
                "crossOrigin": self.framed,
            }
        ).encode()

    def _cose(self) -> bytes:
        numbers = self.key.public_key().public_numbers()
        x, y = numbers.x.to_bytes(32, "big"), numbers.y.to_bytes(32, "big")
        return encode_cbor({1: 2, 3: -7, -1: 1, -2: x, -3: y})
