"""Signatures are those of the Standard Webhooks specification: its own library takes them."""

from __future__ import annotations

from base64 import b64decode
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from standardwebhooks import Webhook, WebhookVerificationError

from api import ids
from api.clock import now
from api.webhooks.signing import Message, SigningKeys, Where, headers

KEYS, OTHERS = SigningKeys(ids.key(), ids.key()), SigningKeys(ids.key(), ids.key())
MESSAGE = Message(
    id="log:4711",
    type="deal.offer_tabled.v1",
    timestamp=now(),
    data=Where(log=None, position=4711, deal="d1"),
)


def sent(*keys: SigningKeys, ago: float = 0) -> dict[str, str]:
    """Return the headers of the message, sent so many minutes ago."""
    return dict(headers(MESSAGE, keys, now() - timedelta(minutes=ago)))


@pytest.mark.parametrize("keys", [(KEYS,), (OTHERS, KEYS), (KEYS, OTHERS)])
def test_the_library_takes_what_is_signed_with_its_secret(keys: tuple[SigningKeys, ...]) -> None:
    told = Webhook(KEYS.secret).verify(MESSAGE.body, sent(*keys))
    assert told == {
        "type": MESSAGE.type,
        "timestamp": MESSAGE.timestamp.isoformat().replace("+00:00", "Z"),
        "data": {"log": None, "position": 4711, "deal": "d1"},
    }


@pytest.mark.parametrize(
    "changed",
    [
        {"webhook-id": "log:4712"},
        {"webhook-timestamp": str(int(now().timestamp()) + 1)},
        {"webhook-signature": ""},
        {"webhook-signature": "v2,AAAA"},
    ],
)
def test_the_library_refuses_what_was_changed(changed: dict[str, str]) -> None:
    head = {**sent(KEYS, ago=1), **changed}
    with pytest.raises(WebhookVerificationError):
        Webhook(KEYS.secret).verify(MESSAGE.body, head)


def test_the_library_refuses_another_body_another_secret_and_what_is_old() -> None:
    for secret, body, head in (
        (KEYS.secret, MESSAGE.body + b" ", sent(KEYS)),
        (OTHERS.secret, MESSAGE.body, sent(KEYS)),
        (KEYS.secret, MESSAGE.body, sent(KEYS, ago=10)),
    ):
        with pytest.raises(WebhookVerificationError):
            Webhook(secret).verify(body, head)


def test_a_signature_with_no_shared_secret_is_over_the_same_bytes() -> None:
    head = sent(KEYS)
    version, signature = head["webhook-signature"].split(" ")[1].split(",")
    signed = f"{head['webhook-id']}.{head['webhook-timestamp']}.".encode() + MESSAGE.body
    key = Ed25519PublicKey.from_public_bytes(b64decode(KEYS.public_key.removeprefix("whpk_")))
    key.verify(b64decode(signature), signed)
    assert (version, len(b64decode(KEYS.secret.removeprefix("whsec_")))) == ("v1a", 32)


def test_keys_do_not_show_themselves() -> None:
    assert KEYS.shared.hex() not in repr(KEYS)
    assert repr(KEYS) == "SigningKeys()"
