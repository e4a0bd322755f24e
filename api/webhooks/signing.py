"""What a message to an endpoint is, and how the receiver knows that it is ours.

Source: the Standard Webhooks specification: ``webhook-id``, ``webhook-timestamp`` and
``webhook-signature``, each signature over ``id.timestamp.body``: ``v1`` is HMAC-SHA256 under a
secret that both know, ``v1a`` Ed25519, for which the receiver needs the public key only.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from standardwebhooks import Webhook as Hmac

from aggregates.vocabulary import DealId
from api.accounts.secrets import Secrets

AGENT: Final = "Counterseal-Webhooks/1"
PING: Final = "webhook.ping.v1"
"""The type of a message that tells of nothing: it was asked for to see whether one arrives."""


class Where(msgspec.Struct, frozen=True, kw_only=True):
    """What a message is about: an event by its place in a log, and the deal. Empty in a ping."""

    log: UUID | None
    position: int
    deal: DealId


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A message: the stored name of what happened, when, where to read more. No terms, no names.

    ``id`` is ``log:position``, the same in every attempt: a receiver knows a repetition by it.
    """

    id: str
    type: str
    timestamp: datetime
    data: Where

    @property
    def body(self) -> bytes:
        """The bytes that are sent and signed."""
        content = {"type": self.type, "timestamp": self.timestamp, "data": self.data}
        return msgspec.json.encode(content)


class SigningKeys(msgspec.Struct, frozen=True):
    """The two keys of one secret of an endpoint, 32 bytes each."""

    shared: bytes
    seed: bytes

    def __repr__(self) -> str:
        """Return no key."""
        return "SigningKeys()"

    @property
    def secret(self) -> str:
        """What the receiver checks ``v1`` with, as the specification writes it: ``whsec_...``."""
        return f"whsec_{b64encode(self.shared).decode()}"

    @property
    def public_key(self) -> str:
        """What the receiver checks ``v1a`` with: ``whpk_...``."""
        return f"whpk_{b64encode(self._private.public_key().public_bytes_raw()).decode()}"

    @property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def signatures(self, message: Message, at: datetime) -> tuple[str, str]:
        """Return both signatures of a message that is sent ``at``."""
        body = message.body.decode()
        signed = f"{message.id}.{int(at.timestamp())}.{body}".encode()
        v1a = b64encode(self._private.sign(signed)).decode()
        return Hmac(self.shared).sign(message.id, at, body), f"v1a,{v1a}"


def signing_keys(secrets: Secrets, webhook: str, number: int) -> SigningKeys:
    """Return the keys of an endpoint's secret of that number: derived, and kept nowhere."""
    parts = webhook.encode(), str(number).encode()
    return SigningKeys(secrets.keyed("webhook", *parts), secrets.keyed("webhook_v1a", *parts))


def headers(message: Message, keys: Sequence[SigningKeys], at: datetime) -> Mapping[str, str]:
    """Return the headers of a message that is sent ``at``, signed with each of the ``keys``."""
    return {
        "content-type": "application/json",
        "user-agent": AGENT,
        "webhook-id": message.id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(one for key in keys for one in key.signatures(message, at)),
    }
