r"""What identifies a person inside an event: sealed under that person's key, disclosed one by one.

``ciphertext`` is AES-256-GCM under the person's key of ``salt[32] | text`` (UTF-8), with the RFC
8785 bytes of ``[log, stream, field, kid]`` as associated data; ``commitment`` =
SHA-256("counterseal/field/v1\0" | salt | text). Who is given (salt, text) can check them against
the event without any key; without the salt, the commitment does not confirm a guess. It also
stops a ciphertext that was made to open under two keys.

Test vectors: ``docs/reference/vectors/field.json``.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from aggregates.canonical import canonical_bytes
from aggregates.errors import RuleError
from aggregates.vocabulary import Sealed
from ledger.errors import LedgerError
from ledger.keys.store import Key
from ledger.sealing import NONCE_BYTES, TAG_BYTES

SALT_BYTES = 32

_COMMITMENT = b"counterseal/field/v1\0"
_KID = re.compile(r"[0-9a-f]{32}", re.ASCII)


class FieldPlace(msgspec.Struct, frozen=True):
    """Where a field stands: ids as in the events' text, ``field`` as a path (``party/name``)."""

    log: str
    stream: str
    field: str


class Disclosed(msgspec.Struct, frozen=True):
    """What a reader is given of a field: enough to check it, and no key."""

    salt: bytes
    text: str


def seal_field(key: Key, place: FieldPlace, disclosed: Disclosed, nonce: bytes) -> Sealed:
    """Return the text, sealed. MUST be given a fresh random salt of 32 bytes and nonce of 12.

    Raises:
        LedgerError: ``field_malformed`` if one has another length, or the text is not UTF-8;
            ``place_malformed`` if the place is not NFC text.
    """
    kid = key.kid.hex()
    plain = _plain(disclosed)
    _require(nonce_is_whole=len(nonce) == NONCE_BYTES, kid_is_whole=_is_kid(kid))
    return Sealed(
        kid=kid,
        nonce=nonce,
        ciphertext=AESGCM(key.secret).encrypt(nonce, plain, _associated_data(place, kid)),
        commitment=_commitment(plain),
    )


def open_field(secret_of: Callable[[bytes], bytes], place: FieldPlace, sealed: Sealed) -> Disclosed:
    """Return salt and text; ``secret_of`` gives a person key's secret by its ``kid``.

    Raises:
        LedgerError: ``field_malformed``, ``field_tampered``, ``place_malformed``, and what
            ``secret_of`` raises: ``key_destroyed``, ``key_unknown``.
    """
    _require(
        nonce_is_whole=len(sealed.nonce) == NONCE_BYTES,
        ciphertext_is_whole=len(sealed.ciphertext) >= SALT_BYTES + TAG_BYTES,
        kid_is_whole=_is_kid(sealed.kid),
    )
    cipher = AESGCM(secret_of(bytes.fromhex(sealed.kid)))
    try:
        plain = cipher.decrypt(sealed.nonce, sealed.ciphertext, _associated_data(place, sealed.kid))
    except InvalidTag:
        raise LedgerError("field_tampered", field=place.field, check="tag") from None
    _require_committed(plain, sealed)
    return Disclosed(plain[:SALT_BYTES], _text(plain[SALT_BYTES:]))


def verify_disclosed(disclosed: Disclosed, sealed: Sealed) -> None:
    """Accept (salt, text) only if they are what the event commits to. Needs no key.

    Raises:
        LedgerError: ``field_malformed``, ``field_tampered``.
    """
    _require_committed(_plain(disclosed), sealed)


def _require_committed(plain: bytes, sealed: Sealed) -> None:
    if not hmac.compare_digest(_commitment(plain), sealed.commitment):
        raise LedgerError("field_tampered", kid=sealed.kid, check="commitment")


def _commitment(plain: bytes) -> bytes:
    return hashlib.sha256(_COMMITMENT + plain).digest()


def _plain(disclosed: Disclosed) -> bytes:
    # a salt of another length would let one digest stand for two texts
    _require(salt_is_whole=len(disclosed.salt) == SALT_BYTES)
    try:
        return disclosed.salt + disclosed.text.encode()
    except UnicodeEncodeError:
        raise LedgerError("field_malformed", text_is_utf8=False) from None


def _text(encoded: bytes) -> str:
    try:
        return encoded.decode()
    except UnicodeDecodeError:
        raise LedgerError("field_malformed", text_is_utf8=False) from None


def _associated_data(place: FieldPlace, kid: str) -> bytes:
    try:
        return canonical_bytes([place.log, place.stream, place.field, kid])
    except RuleError:
        raise LedgerError("place_malformed", field=place.field) from None


def _is_kid(kid: str) -> bool:
    return _KID.fullmatch(kid) is not None


def _require(**facts: bool) -> None:
    if not all(facts.values()):
        raise LedgerError("field_malformed", **facts)
